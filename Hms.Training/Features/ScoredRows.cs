using Hms.Signal.Statistics;
using Hms.Training.Loop;

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
        ForEach(link, offsets, (row, probabilities) => divergences[row] = KullbackLeibler.Divergence(Rows.VotesOf(row), probabilities));
        return divergences;
    }

    /// <summary>What a training reports of validation rows, as of a network.</summary>
    /// <param name="link">From scores to probabilities.</param>
    /// <param name="offsets">Added to the scores of each class first.</param>
    /// <param name="highVotes">Votes from which on a row counts as one with many.</param>
    public ValidationFigures Figures(ClassLink link, ReadOnlySpan<double> offsets, double highVotes)
    {
        var tally = new ValidationTally(Rows.Count, Rows.ClassCount, highVotes);
        ForEach(link, offsets, (row, probabilities) => tally.Add(Rows.VotesOf(row), probabilities, Rows.VoteCountOf(row)));
        return tally.ToFigures();
    }

    /// <summary>Gives the probabilities of every row in order, in an array that the next row overwrites.</summary>
    private void ForEach(ClassLink link, ReadOnlySpan<double> offsets, Action<int, float[]> use)
    {
        var (values, probabilities) = (new double[Rows.ClassCount], new float[Rows.ClassCount]);
        for (var row = 0; row < Rows.Count; row++)
        {
            for (var k = 0; k < values.Length; k++) { values[k] = Of(row)[k] + offsets[k]; }
            FeatureModel.ToProbabilities(values, link);
            for (var k = 0; k < values.Length; k++) { probabilities[k] = (float)values[k]; }
            use(row, probabilities);
        }
    }
}
