using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Images;

/// <summary>Images [C1, H, W], [C2, H, W], ... to one [C1 + C2 + ..., H, W]. NaN stays NaN.</summary>
/// <remarks>The result has channel names where all images have them, a frequency axis or a sample rate where all have the same.</remarks>
public sealed class ChannelStackingTransformer : RowMappingTransformer, IStepTransformer, IStatelessStep
{
    internal const string StepName = "ChannelStacking";

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns.</param>
    public ChannelStackingTransformer(ChannelStackingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.RequireValid();
        Options = options;
    }

    /// <summary>The options.</summary>
    public ChannelStackingOptions Options { get; }

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
        return new ChannelStackingTransformer(new ChannelStackingOptions { InputColumns = [.. inputColumns], OutputColumn = outputColumn });
    }

    internal static ChannelStackingTransformer Load(StepPayload payload) => new(payload.OptionsAs<ChannelStackingOptions>());

    internal override StepPayload ToPayload() => new(StepName, StepRegistry.VersionOf(StepName), HmsJson.ToObject(Options));

    private protected override RowMapping Map(DataViewSchema schema)
    {
        var columns = new DataViewSchema.Column[InputColumns.Count];
        var shapes = new VectorShape[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            shapes[i] = VectorShape.Read(schema, InputColumns[i], out columns[i]);
            shapes[i].RequireDimensions("channels", "height", "width");
            RequireSameSize(shapes[0], shapes[i]);
        }
        var output = new VectorShape(OutputColumn, [shapes.Sum(shape => shape.Dimensions[0]), .. shapes[0].Dimensions.Skip(1)]);
        if (shapes.All(shape => shape.ChannelNames is not null)) { output = output with { ChannelNames = [.. shapes.SelectMany(shape => shape.ChannelNames!)] }; }
        if (shapes.All(shape => shape.FrequenciesHz is { } axis && axis.SequenceEqual(shapes[0].FrequenciesHz!))) { output = output with { FrequenciesHz = shapes[0].FrequenciesHz }; }
        if (shapes.All(shape => shape.SampleRateHz == shapes[0].SampleRateHz)) { output = output with { SampleRateHz = shapes[0].SampleRateHz }; }
        return new RowMapping(schema, columns, [output.ToColumn(OutputColumn)], row =>
        {
            var readers = columns.Select((column, i) => new VectorReader(row, column, shapes[i].Size)).ToArray();
            return [new RowResult(row, output.Size, values => Concatenate(readers, values)).ToGetter()];
        });
    }

    private static void Concatenate(VectorReader[] readers, Span<float> values)
    {
        foreach (var reader in readers)
        {
            var part = reader.Read();
            part.CopyTo(values);
            values = values[part.Length..];
        }
    }

    private static void RequireSameSize(VectorShape first, VectorShape other)
    {
        if (!first.Dimensions.Skip(1).SequenceEqual(other.Dimensions.Skip(1)))
        {
            throw new ColumnMismatchException(other.Column,
                $"Column '{other.Column}' has dimensions {other.DimensionText}, column '{first.Column}' {first.DimensionText}; height and width must be equal (resize one of them first).");
        }
    }
}
