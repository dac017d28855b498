using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Scoring;

/// <summary>Statistics over several models' probabilities, class by class, as one vector of features: what a stacking network reads. NaN in any gives NaN.</summary>
/// <remarks>One block for each statistic, in the order of the options; within a block class by class (predictions: model by model, within them class by class).</remarks>
public sealed class ScoreStatisticsTransformer : RowMappingTransformer, IStepTransformer, IStatelessStep
{
    internal const string StepName = "ScoreStatistics";

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns and statistics.</param>
    public ScoreStatisticsTransformer(ScoreStatisticsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.RequireValid();
        Options = options;
    }

    /// <summary>Columns and statistics.</summary>
    public ScoreStatisticsOptions Options { get; }

    /// <inheritdoc />
    public string InputColumn => Options.InputColumns[0];

    /// <inheritdoc />
    public IReadOnlyList<string> InputColumns => Options.InputColumns;

    /// <summary>The column of the features.</summary>
    public string OutputColumn => Options.OutputColumn;

    /// <inheritdoc />
    public ITransformer WithColumns(string outputColumn, params IReadOnlyList<string> inputColumns)
    {
        ArgumentNullException.ThrowIfNull(inputColumns);
        if (inputColumns.Count != InputColumns.Count) { throw new ArgumentException($"This step reads {InputColumns.Count} columns; {inputColumns.Count} were given."); }
        return new ScoreStatisticsTransformer(Options with { InputColumns = [.. inputColumns], OutputColumn = outputColumn });
    }

    /// <summary>The features of one row.</summary>
    /// <param name="statistics">Which, in which order.</param>
    /// <param name="scores">One row of probabilities for each model, all of one length.</param>
    /// <param name="features">Receives the features; as many as <see cref="ScoreStatisticsOptions.FeatureCount"/> says.</param>
    public static void Compute(IReadOnlyList<ScoreStatistic> statistics, IReadOnlyList<float[]> scores, Span<float> features)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(scores);
        var classes = scores[0].Length;
        var sorted = new float[scores.Count];
        foreach (var statistic in statistics)
        {
            if (statistic == ScoreStatistic.Predictions)
            {
                foreach (var row in scores)
                {
                    row.CopyTo(features);
                    features = features[classes..];
                }
                continue;
            }
            for (var c = 0; c < classes; c++)
            {
                for (var model = 0; model < sorted.Length; model++) { sorted[model] = scores[model][c]; }
                features[c] = Of(statistic, sorted);
            }
            features = features[classes..];
        }
    }

    internal static ScoreStatisticsTransformer Load(StepPayload payload) => new(payload.OptionsAs<ScoreStatisticsOptions>());

    internal override StepPayload ToPayload() => new(StepName, StepRegistry.VersionOf(StepName), HmsJson.ToObject(Options));

    private protected override RowMapping Map(DataViewSchema schema)
    {
        var columns = ScoreColumns.Read(schema, InputColumns, classNames: null);
        var size = Options.FeatureCount(columns.ClassCount);
        var output = new VectorShape(OutputColumn, [size]) { SlotNames = columns.ClassNames is { } names ? [.. SlotNames(names)] : null };
        return new RowMapping(schema, columns.Columns, [output.ToColumn(OutputColumn)], row =>
        {
            var readers = columns.ReadersOf(row);
            var scores = Array.ConvertAll(readers, _ => new float[columns.ClassCount]);
            return [new RowResult(row, size, features =>
            {
                for (var model = 0; model < readers.Length; model++) { readers[model].Read().CopyTo(scores[model]); }
                Compute(Options.Statistics, scores, features);
            }).ToGetter()];
        });
    }

    private IEnumerable<string> SlotNames(IReadOnlyList<string> classes) => Options.Statistics.SelectMany(statistic => statistic == ScoreStatistic.Predictions
        ? Enumerable.Range(0, InputColumns.Count).SelectMany(model => classes.Select(name => FormattableString.Invariant($"Model{model} {name}")))
        : classes.Select(name => $"{statistic} {name}"));

    /// <summary>One statistic of the models' values, which it sorts.</summary>
    private static float Of(ScoreStatistic statistic, Span<float> values)
    {
        foreach (var value in values)
        {
            if (float.IsNaN(value)) { return float.NaN; }
        }
        values.Sort();
        return statistic switch
        {
            ScoreStatistic.Minimum => values[0],
            ScoreStatistic.Maximum => values[^1],
            ScoreStatistic.Mean => (float)Mean(values),
            ScoreStatistic.StandardDeviation => (float)StandardDeviation(values),
            _ => (float)((values[(values.Length - 1) / 2] + (double)values[values.Length / 2]) / 2),
        };
    }

    private static double Mean(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values) { sum += value; }
        return sum / values.Length;
    }

    private static double StandardDeviation(ReadOnlySpan<float> values)
    {
        var (mean, squares) = (Mean(values), 0.0);
        foreach (var value in values) { squares += (value - mean) * (value - mean); }
        return Math.Sqrt(squares / values.Length);
    }
}
