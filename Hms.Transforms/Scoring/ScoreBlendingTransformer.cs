using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Scoring;

/// <summary>Several models' probabilities blended by fitted weights, with a temperature and a bias of each class, and the most probable class. NaN in any gives NaN.</summary>
/// <remarks>The arithmetic is <see cref="ScoreBlend"/>. With one column it calibrates one model.</remarks>
public sealed class ScoreBlendingTransformer : RowMappingTransformer, IStepTransformer
{
    internal const string StepName = "ScoreBlending";

    /// <summary>Takes what was fitted.</summary>
    /// <param name="options">Columns, weights, temperature, bias.</param>
    public ScoreBlendingTransformer(ScoreBlendingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.RequireValid();
        Options = options;
    }

    /// <summary>Columns, weights, temperature, bias.</summary>
    public ScoreBlendingOptions Options { get; }

    /// <inheritdoc />
    public string InputColumn => Options.InputColumns[0];

    /// <inheritdoc />
    public IReadOnlyList<string> InputColumns => Options.InputColumns;

    /// <summary>The column of the blended probabilities.</summary>
    public string OutputColumn => Options.ScoreColumn;

    /// <inheritdoc />
    public ITransformer WithColumns(string outputColumn, params IReadOnlyList<string> inputColumns)
    {
        ArgumentNullException.ThrowIfNull(inputColumns);
        if (inputColumns.Count != InputColumns.Count) { throw new ArgumentException($"This step reads {InputColumns.Count} columns; {inputColumns.Count} were given."); }
        var label = outputColumn == Options.ScoreColumn ? Options.PredictedLabelColumn : $"{outputColumn}.PredictedLabel";
        return new ScoreBlendingTransformer(Options with { InputColumns = [.. inputColumns], ScoreColumn = outputColumn, PredictedLabelColumn = label });
    }

    internal static ScoreBlendingTransformer Load(StepPayload payload) => new(payload.OptionsAs<ScoreBlendingOptions>());

    internal override StepPayload ToPayload() => new(StepName, StepRegistry.VersionOf(StepName), HmsJson.ToObject(Options));

    private protected override RowMapping Map(DataViewSchema schema)
    {
        var columns = ScoreColumns.Read(schema, InputColumns, Options.ClassNames);
        var names = columns.ClassNames ?? throw new ColumnMismatchException(InputColumn, $"Column '{InputColumn}' has no SlotNames; give ClassNames in the options.");
        if (Options.ClassBias is { } bias && bias.Count != names.Count) { throw new ColumnMismatchException(InputColumn, $"ClassBias has {bias.Count} values; column '{InputColumn}' has {names.Count} classes."); }
        DataViewSchema.DetachedColumn[] outputs =
            [ClassificationColumns.Score(Options.ScoreColumn, names), ClassificationColumns.PredictedLabel(Options.PredictedLabelColumn, names)];
        return new RowMapping(schema, columns.Columns, outputs, row =>
        {
            var readers = columns.ReadersOf(row);
            var sum = new double[names.Count];
            return ClassificationColumns.Getters(new RowResult(row, names.Count, result => Blend(readers, sum, result)));
        });
    }

    private void Blend(VectorReader[] readers, double[] sum, Span<float> result)
    {
        Array.Clear(sum);
        for (var model = 0; model < readers.Length; model++) { ScoreBlend.Add(Options, model, readers[model].Read(), sum); }
        ScoreBlend.Finish(Options, sum);
        for (var c = 0; c < sum.Length; c++) { result[c] = (float)sum[c]; }
    }
}
