using Hms.Transforms;
using Hms.Transforms.Mapping;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms;

/// <summary>What every step owes: one test run over all of them. Every check is listed in docs/guide/step-contract.md.</summary>
public sealed partial class StepContractTests
{
    private static byte[] Save(ITransformer transformer, DataViewSchema schema)
    {
        using var stream = new MemoryStream();
        new MLContext(1).Model.Save(transformer, schema, stream);
        return stream.ToArray();
    }

    private static ITransformer Load(byte[] file) => new MLContext(1).UseHms().Model.Load(new MemoryStream(file), out _);

    /// <summary>The entries of a saved step that Hms wrote, without ML.NET's own.</summary>
    private static List<(string Name, byte[] Bytes)> Payload(ITransformer transformer, DataViewSchema schema) =>
        [.. ModelFiles.Read(Save(transformer, schema)).Where(entry => entry.Name.EndsWith("options.json", StringComparison.Ordinal) || entry.Name.EndsWith("checksum.sha256", StringComparison.Ordinal) || entry.Name.EndsWith(".onnx", StringComparison.Ordinal))];

    /// <summary>The same in a form that can be compared.</summary>
    private static IEnumerable<string> Written(ITransformer transformer, DataViewSchema schema) => Payload(transformer, schema).Select(entry => $"{entry.Name} {ModelFiles.Sha256(entry.Bytes)}");

    private static ColumnMismatchException Mismatch(Action action) => Assert.Throws<ColumnMismatchException>(action);

    /// <summary>The case's table with its rows in another order.</summary>
    private static TestTable Reordered(StepCase step, int[] order) => new([.. step.OtherColumns.Prepend(step.InputColumn).Select(column => column with { Rows = [.. order.Select(row => column.Rows[row])] })]);

    private static TestTable Empty(StepCase step) => Reordered(step, []);
}
