using Hms.Signal.Statistics;

namespace Hms.Training.Loop;

/// <summary>Adds up what a network gives on validation rows, row by row.</summary>
/// <param name="rowCount">Number of rows that will come.</param>
/// <param name="classCount">Number of classes.</param>
/// <param name="highVotes">Votes from which on a row counts as one with many.</param>
internal sealed class ValidationTally(int rowCount, int classCount, double highVotes)
{
    private readonly double[] _rows = new double[rowCount];
    private readonly double[] _parts = new double[classCount];
    private readonly double[] _votes = new double[classCount];
    private readonly double[] _predictions = new double[classCount];
    private double _highSum;
    private int _highCount;

    /// <summary>Rows so far.</summary>
    public int Count { get; private set; }

    /// <summary>One more row.</summary>
    public void Add(ReadOnlySpan<float> votes, ReadOnlySpan<float> probabilities, float voteCount)
    {
        var divergence = KullbackLeibler.Divergence(votes, probabilities);
        _rows[Count++] = divergence;
        if (voteCount >= highVotes)
        {
            _highSum += divergence;
            _highCount++;
        }
        for (var i = 0; i < classCount; i++)
        {
            _parts[i] += KullbackLeibler.Divergence(votes.Slice(i, 1), probabilities.Slice(i, 1));
            _votes[i] += votes[i];
            _predictions[i] += probabilities[i];
        }
    }

    /// <summary>The means.</summary>
    public ValidationFigures ToFigures() => new()
    {
        Rows = _rows,
        Kl = _rows.Average(),
        HighVoteKl = _highCount == 0 ? null : _highSum / _highCount,
        HighVoteRows = _highCount,
        ClassKl = Array.ConvertAll(_parts, sum => sum / Count),
        ClassVotes = Array.ConvertAll(_votes, sum => sum / Count),
        ClassPredictions = Array.ConvertAll(_predictions, sum => sum / Count),
    };
}
