using System.Diagnostics;

namespace Hms.Training.Features;

/// <summary>Tells the observer how far a learner is, as a training loop does after each epoch, and remembers the best state.</summary>
/// <param name="options">Observer, fold, what to keep.</param>
/// <param name="train">Training rows.</param>
/// <param name="validation">Validation rows; null for none.</param>
/// <param name="count">Reports planned.</param>
/// <param name="learningRate">Learning rate to report.</param>
internal sealed class LearningReports(FeatureClassificationOptions options, ScoredRows train, ScoredRows? validation, int count, double learningRate)
{
    private readonly List<EpochReport> _reports = [];
    private long _start = Stopwatch.GetTimestamp();
    private bool _stopped;

    /// <summary>Training rows.</summary>
    public ScoredRows Train => train;

    /// <summary>Reports planned.</summary>
    public int Count => count;

    /// <summary>The number of the report whose state is to be returned, 1-based.</summary>
    public int Kept => options.Keep == EpochToKeep.BestEpoch ? Best : _reports.Count;

    private int Best => _reports.MinBy(report => report.ValidationKl)!.Epoch;

    /// <summary>Adds one tree of each class to all rows.</summary>
    public void Add(RegressionTree[] round)
    {
        train.Add(round);
        validation?.Add(round);
    }

    /// <summary>Scores all rows by a finished model.</summary>
    public void Score(FeatureModel model)
    {
        foreach (var scored in new[] { train, validation }.OfType<ScoredRows>())
        {
            for (var row = 0; row < scored.Rows.Count; row++) { model.Score(scored.Rows.FeaturesOf(row), scored.Of(row)); }
        }
    }

    /// <summary>Reports the scores as they are.</summary>
    /// <param name="link">From scores to probabilities.</param>
    /// <param name="offsets">Added to the scores of each class first.</param>
    public TrainingDecision Report(ClassLink link, ReadOnlySpan<double> offsets)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        var seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        var figures = validation?.Figures(link, offsets, options.HighVotes);
        var report = new EpochReport
        {
            Fold = options.Fold,
            Epoch = _reports.Count + 1,
            EpochCount = count,
            TrainKl = WeightedMean(train.Divergences(link, offsets), train.Rows.Weights),
            ValidationKl = figures?.Kl,
            HighVoteKl = figures?.HighVoteKl,
            HighVoteRows = figures?.HighVoteRows ?? 0,
            ClassKl = figures?.ClassKl,
            ClassVotes = figures?.ClassVotes,
            ClassPredictions = figures?.ClassPredictions,
            ValidationRowKl = figures is null ? null : Array.ConvertAll(figures.Rows, x => (float)x),
            LearningRate = learningRate,
            RowsPerSecond = train.Rows.Count / Math.Max(seconds, 1e-9),
        };
        _reports.Add(report with { ValidationRowKl = null });
        var decision = options.Observer?.OnEpoch(report) ?? TrainingDecision.Continue;
        _stopped |= decision == TrainingDecision.Stop && report.Epoch < count;
        _start = Stopwatch.GetTimestamp();
        return decision;
    }

    /// <summary>What the training gave.</summary>
    /// <param name="threads">Threads used.</param>
    public TrainingSummary Summarize(int threads) => new()
    {
        Fold = options.Fold,
        Epochs = _reports,
        KeptEpoch = Kept,
        StoppedByObserver = _stopped,
        TrainRows = train.Rows.Count,
        ValidationRows = validation?.Rows.Count ?? 0,
        Threads = threads,
        Device = "cpu",
        BatchSize = train.Rows.Count,
        Network = options.Learner.Name,
        Seed = options.Seed,
    };

    private static double WeightedMean(double[] values, ReadOnlySpan<float> weights)
    {
        double sum = 0, total = 0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += values[i] * weights[i];
            total += weights[i];
        }
        return sum / total;
    }
}
