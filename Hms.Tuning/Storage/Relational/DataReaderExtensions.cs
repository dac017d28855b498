using System.Data.Common;

namespace Hms.Tuning.Storage.Relational;

/// <summary>Short forms for columns that may be empty.</summary>
internal static class DataReaderExtensions
{
    public static string? TextOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
