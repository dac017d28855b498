using Hms.Experiments.Configuration.Schema;

namespace Hms.Tests.Experiments.Configuration;

internal static class SchemaText
{
    /// <summary>The generated schema with the older name of "$defs": NJsonSchema 11 resolves no reference into "$defs".</summary>
    public static string ForNJsonSchema { get; } = JsonSchemaWriter.Write().Replace("$defs", "definitions", StringComparison.Ordinal);
}
