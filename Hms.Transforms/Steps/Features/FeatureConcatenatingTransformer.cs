using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Features;

/// <summary>Columns of any dimensions, flattened and joined to one vector [n1 + n2 + ...]. NaN stays NaN.</summary>
/// <remarks>The result has slot names where all columns have them; otherwise none.</remarks>
public sealed class FeatureConcatenatingTransformer : RowMappingTransformer, IStepTransformer, IStatelessStep
{
    internal const string StepName = "FeatureConcatenating";

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns.</param>
    public FeatureConcatenatingTransformer(FeatureConcatenatingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.RequireValid();
        Options = options;
    }

    /// <summary>The options.</summary>
    public FeatureConcatenatingOptions Options { get; }

    /// <inheritdoc />
    public string InputColumn => Options.InputColumns[0];

    /// <inheritdoc />
    public IReadOnlyList<string> InputColumns => Options.InputColumns;

    /// <inheritdoc />
    public string OutputColumn => Options.OutputColumn;

    /// <inheritdoc />
    public ITransformer WithColumns(string outputColumn, params IReadOnlyList<string> inputColumns)
    {
        ArgumentNullException.ThrowIfNull(inputColumns);
        if (inputColumns.Count != InputColumns.Count) { throw new ArgumentException($"This step reads {InputColumns.Count} columns; {inputColumns.Count} were given."); }
        return new FeatureConcatenatingTransformer(new FeatureConcatenatingOptions { InputColumns = [.. inputColumns], OutputColumn = outputColumn });
    }

    internal static FeatureConcatenatingTransformer Load(StepPayload payload) => new(payload.OptionsAs<FeatureConcatenatingOptions>());

    internal override StepPayload ToPayload() => new(StepName, StepRegistry.VersionOf(StepName), HmsJson.ToObject(Options));

    private protected override RowMapping Map(DataViewSchema schema)
    {
        var columns = new DataViewSchema.Column[InputColumns.Count];
        var shapes = InputColumns.Select((name, i) => VectorShape.Read(schema, name, out columns[i])).ToArray();
        var names = Array.ConvertAll(shapes, shape => shape.SlotNames is { } slots && slots.Count == shape.Size ? slots : null);
        var output = new VectorShape(OutputColumn, [shapes.Sum(shape => shape.Size)]) { SlotNames = names.Contains(null) ? null : [.. names.SelectMany(slots => slots!)] };
        return new RowMapping(schema, columns, [output.ToColumn(OutputColumn)], row =>
        {
            var readers = columns.Select((column, i) => new VectorReader(row, column, shapes[i].Size)).ToArray();
            return [new RowResult(row, output.Size, values => Join(readers, values)).ToGetter()];
        });
    }

    private static void Join(VectorReader[] readers, Span<float> values)
    {
        foreach (var reader in readers)
        {
            var part = reader.Read();
            part.CopyTo(values);
            values = values[part.Length..];
        }
    }
}
