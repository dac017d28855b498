using System.Runtime.InteropServices;
using Hms.Training.Losses;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Training.Features;

/// <summary>Rows in memory: features row by row, distributions of votes, weights.</summary>
internal sealed class FeatureRows
{
    private readonly List<float> _features = [];
    private readonly List<float> _votes = [];
    private readonly List<float> _weights = [];
    private readonly List<float> _voteCounts = [];

    private FeatureRows(int featureCount, int classCount) => (FeatureCount, ClassCount) = (featureCount, classCount);

    public int FeatureCount { get; }

    public int ClassCount { get; }

    public int Count => _weights.Count;

    public ReadOnlySpan<float> Features => CollectionsMarshal.AsSpan(_features);

    public ReadOnlySpan<float> Weights => CollectionsMarshal.AsSpan(_weights);

    public ReadOnlySpan<float> FeaturesOf(int row) => Features.Slice(row * FeatureCount, FeatureCount);

    public ReadOnlySpan<float> VotesOf(int row) => CollectionsMarshal.AsSpan(_votes).Slice(row * ClassCount, ClassCount);

    /// <summary>Number of votes of a row; 0 where there is no column of them.</summary>
    public float VoteCountOf(int row) => _voteCounts[row];

    /// <summary>Reads a view once.</summary>
    /// <param name="view">The view.</param>
    /// <param name="options">Names of the columns and the cancellation token.</param>
    /// <param name="use">What the rows are for, in messages: training or validation.</param>
    /// <param name="weightColumn">Column of row weights; null for 1.</param>
    /// <param name="voteCountColumn">Column of the rows' numbers of votes; null for none.</param>
    /// <exception cref="TrainingException">A column does not fit, a row cannot be learnt from, or there is none.</exception>
    public static FeatureRows Read(IDataView view, FeatureClassificationOptions options, string use, string? weightColumn, string? voteCountColumn)
    {
        var (features, votes) = (Vector(view, options.FeatureColumn, use, 1), Vector(view, options.VotesColumn, use, 2));
        var weight = weightColumn is null ? default(DataViewSchema.Column?) : Column(view, weightColumn, use);
        var voteCount = voteCountColumn is null ? default(DataViewSchema.Column?) : Column(view, voteCountColumn, use);
        var rows = new FeatureRows(SizeOf(features), SizeOf(votes));
        using var cursor = view.GetRowCursor(new DataViewSchema.Column?[] { features, votes, weight, voteCount }.OfType<DataViewSchema.Column>());
        var (readFeatures, readVotes) = (cursor.GetGetter<VBuffer<float>>(features), cursor.GetGetter<VBuffer<float>>(votes));
        var (readWeight, readVoteCount) = (Scalar(cursor, weight, absent: 1), Scalar(cursor, voteCount, absent: 0));
        VBuffer<float> feature = default, distribution = default;
        float rowWeight = 1, rowVotes = 0;
        while (cursor.MoveNext())
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            readFeatures(ref feature);
            readVotes(ref distribution);
            readWeight(ref rowWeight);
            readVoteCount(ref rowVotes);
            if (voteCount is not null && !(rowVotes > 0 && float.IsFinite(rowVotes))) { throw new TrainingException(FormattableString.Invariant($"Row {cursor.Position} of the {use} view has {rowVotes} votes; the number must be above 0. Leave rows without votes out.")); }
            rows._voteCounts.Add(rowVotes);
            rows.Append([.. feature.DenseValues()], [.. distribution.DenseValues()], rowWeight, $"Row {cursor.Position} of the {use} view", options);
        }
        return rows.Count > 0 ? rows : throw new TrainingException($"The {use} view has no rows; at least one is needed.");
    }

    /// <summary>Mean of each feature over the rows where it is a number, 0 where it nowhere is: what a NaN counts as.</summary>
    public float[] FeatureMeans()
    {
        var (sums, counts) = (new double[FeatureCount], new int[FeatureCount]);
        for (var row = 0; row < Count; row++)
        {
            var values = FeaturesOf(row);
            for (var i = 0; i < values.Length; i++)
            {
                if (float.IsNaN(values[i])) { continue; }
                sums[i] += values[i];
                counts[i]++;
            }
        }
        return [.. sums.Zip(counts, (sum, count) => count == 0 ? 0 : (float)(sum / count))];
    }

    /// <summary>Puts the means in the places of NaN.</summary>
    public void Fill(ReadOnlySpan<float> means)
    {
        var values = CollectionsMarshal.AsSpan(_features);
        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsNaN(values[i])) { values[i] = means[i % FeatureCount]; }
        }
    }

    /// <summary>Weighted mean of the votes.</summary>
    public double[] Prior()
    {
        var prior = new double[ClassCount];
        var total = 0.0;
        for (var row = 0; row < Count; row++)
        {
            for (var k = 0; k < ClassCount; k++) { prior[k] += (double)Weights[row] * VotesOf(row)[k]; }
            total += Weights[row];
        }
        return [.. prior.Select(sum => sum / total)];
    }

    private void Append(float[] features, float[] votes, float weight, string place, FeatureClassificationOptions options)
    {
        if (features.Length != FeatureCount || votes.Length != ClassCount)
        {
            throw new TrainingException($"{place}: there are {features.Length} features and {votes.Length} votes; the types of the columns say {FeatureCount} and {ClassCount}.");
        }
        var infinite = Array.FindIndex(features, float.IsInfinity);
        if (infinite >= 0)
        {
            throw new TrainingException($"{place}: value {infinite} of column '{options.FeatureColumn}' is {features[infinite]}; it must be finite, or NaN where it is missing. Clip it, or give the logarithm a floor.");
        }
        var sum = votes.Sum(vote => (double)vote);
        if (!(Math.Abs(sum - 1) <= SoftLabelKullbackLeibler.SumTolerance) || votes.Any(vote => !(vote >= 0)))
        {
            throw new TrainingException($"{place}: column '{options.VotesColumn}' sums to {sum}; it must be a distribution that sums to 1. Divide votes by their sum and leave rows without votes out.");
        }
        if (!(weight > 0 && float.IsFinite(weight))) { throw new TrainingException($"{place} has weight {weight}; a weight must be above 0."); }
        _features.AddRange(features);
        _votes.AddRange(votes);
        _weights.Add(weight);
    }

    private static ValueGetter<float> Scalar(DataViewRowCursor cursor, DataViewSchema.Column? column, float absent) =>
        column is { } known ? cursor.GetGetter<float>(known) : (ref float value) => value = absent;

    private static int SizeOf(DataViewSchema.Column column) => ((VectorDataViewType)column.Type).Size;

    private static DataViewSchema.Column Column(IDataView view, string name, string use) =>
        view.Schema.GetColumnOrNull(name)
        ?? throw new TrainingException($"The {use} view has no column '{name}'; it has {string.Join(", ", view.Schema.Select(column => column.Name))}.");

    private static DataViewSchema.Column Vector(IDataView view, string name, string use, int atLeast)
    {
        var column = Column(view, name, use);
        return column.Type is VectorDataViewType { IsKnownSize: true, ItemType: NumberDataViewType { RawType: var raw } } vector && raw == typeof(float) && vector.Size >= atLeast
            ? column
            : throw new TrainingException($"Column '{name}' is {column.Type}; a vector of Single with a known number of at least {atLeast} values is needed.");
    }
}
