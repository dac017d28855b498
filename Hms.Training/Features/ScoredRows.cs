using Hms.Signal.Statistics;

namespace Hms.Training.Features;

/// <summary>Rows with the scores of a model that grows tree by tree.</summary>
internal sealed class ScoredRows
{
    private readonly double[] _scores;

    /// <summary>Rows before the first tree.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="start">Start score of each class.</param>
    public ScoredRows(FeatureRows rows, ReadOnlySpan<double> start)
    {
        Rows = rows;
        _scores = new double[rows.Count * rows.ClassCount];
        for (var row = 0; row < rows.Count; row++) { start.CopyTo(Of(row)); }
    }

    /// <summary>The rows.</summary>
    public FeatureRows Rows { get; }

    /// <summary>Scores of a row, one a class.</summary>
    public Span<double> Of(int row) => _scores.AsSpan(row * Rows.ClassCount, Rows.ClassCount);

    /// <summary>Adds one tree of each class.</summary>
    public void Add(RegressionTree[] round)
    {
        for (var row = 0; row < Rows.Count; row++)
        {
            var features = Rows.FeaturesOf(row);
            var scores = Of(row);
            for (var k = 0; k < scores.Length; k++) { scores[k] += round[k].Answer(features); }
        }
    }

    /// <summary>Divergence of every row in nat, of the probabilities as a model gives them: Single.</summary>
    /// <param name="link">From scores to probabilities.</param>
    /// <param name="offsets">Added to the scores of each class first.</param>
    public double[] Divergences(ClassLink link, ReadOnlySpan<double> offsets)
    {
        var divergences = new double[Rows.Count];
        var (values, probabilities) = (new double[Rows.ClassCount], new float[Rows.ClassCount]);
        for (var row = 0; row < divergences.Length; row++)
        {
            for (var k = 0; k < values.Length; k++) { values[k] = Of(row)[k] + offsets[k]; }
            FeatureModel.ToProbabilities(values, link);
            for (var k = 0; k < values.Length; k++) { probabilities[k] = (float)values[k]; }
            divergences[row] = KullbackLeibler.Divergence(Rows.VotesOf(row), probabilities);
        }
        return divergences;
    }
}
