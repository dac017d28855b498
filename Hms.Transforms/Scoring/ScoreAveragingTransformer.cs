using System.Numerics.Tensors;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Scoring;

/// <summary>The arithmetic mean of several models' probabilities, and its most probable class. NaN in any gives NaN.</summary>
public sealed class ScoreAveragingTransformer : RowMappingTransformer, IStepTransformer, IStatelessStep
{
    internal const string StepName = "ScoreAveraging";

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns.</param>
    public ScoreAveragingTransformer(ScoreAveragingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.RequireValid();
        Options = options;
    }

    /// <summary>Averages columns.</summary>
    /// <param name="inputScoreColumns">Columns of probabilities, all of one length.</param>
    /// <param name="scoreColumn">Column of the mean.</param>
    /// <param name="predictedLabelColumn">Column of the most probable class.</param>
    public ScoreAveragingTransformer(IReadOnlyList<string> inputScoreColumns, string scoreColumn = "Score", string predictedLabelColumn = "PredictedLabel")
        : this(new ScoreAveragingOptions { InputColumns = inputScoreColumns, ScoreColumn = scoreColumn, PredictedLabelColumn = predictedLabelColumn })
    {
    }

    /// <summary>Columns and class names.</summary>
    public ScoreAveragingOptions Options { get; }

    /// <inheritdoc />
    public string InputColumn => Options.InputColumns[0];

    /// <inheritdoc />
    public IReadOnlyList<string> InputColumns => Options.InputColumns;

    /// <summary>The column of the mean probabilities.</summary>
    public string OutputColumn => Options.ScoreColumn;

    /// <inheritdoc />
    public ITransformer WithColumns(string outputColumn, params IReadOnlyList<string> inputColumns)
    {
        var label = outputColumn == Options.ScoreColumn ? Options.PredictedLabelColumn : $"{outputColumn}.PredictedLabel";
        return new ScoreAveragingTransformer(Options with { InputColumns = [.. inputColumns], ScoreColumn = outputColumn, PredictedLabelColumn = label });
    }

    internal static ScoreAveragingTransformer Load(StepPayload payload) => new(payload.OptionsAs<ScoreAveragingOptions>());

    internal override StepPayload ToPayload() => new(StepName, StepRegistry.VersionOf(StepName), HmsJson.ToObject(Options));

    private protected override RowMapping Map(DataViewSchema schema)
    {
        var columns = new DataViewSchema.Column[InputColumns.Count];
        var shapes = InputColumns.Select((name, i) => VectorShape.Read(schema, name, out columns[i])).ToArray();
        var names = Options.ClassNames ?? ColumnAnnotations.GetNames(columns[0], ColumnAnnotations.SlotNames)
            ?? throw new ColumnMismatchException(InputColumn, $"Column '{InputColumn}' has no SlotNames; give ClassNames in the options.");
        foreach (var shape in shapes)
        {
            if (shape.Size != names.Count) { throw new ColumnMismatchException(shape.Column, $"Column '{shape.Column}' has {shape.Size} values; {names.Count} classes need as many."); }
        }
        DataViewSchema.DetachedColumn[] outputs =
            [ClassificationColumns.Score(Options.ScoreColumn, names), ClassificationColumns.PredictedLabel(Options.PredictedLabelColumn, names)];
        return new RowMapping(schema, columns, outputs, row =>
        {
            var readers = columns.Select(column => new VectorReader(row, column, names.Count)).ToArray();
            return ClassificationColumns.Getters(new RowResult(row, names.Count, mean => Average(readers, mean)));
        });
    }

    private static void Average(VectorReader[] readers, Span<float> mean)
    {
        mean.Clear();
        foreach (var reader in readers) { TensorPrimitives.Add(mean, reader.Read(), mean); }
        TensorPrimitives.Divide(mean, readers.Length, mean);
    }
}
