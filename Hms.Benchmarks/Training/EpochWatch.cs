using Hms.Training;

namespace Hms.Benchmarks.Training;

/// <summary>Measures each epoch of a training of ours from outside, and does something between two epochs whose time does not count.</summary>
/// <param name="between">Called after each epoch with its number.</param>
internal sealed class EpochWatch(Action<int> between) : ITrainingObserver
{
    private Took _start = Took.Now;

    public List<Took> Epochs { get; } = [];

    public List<double> Losses { get; } = [];

    public TrainingDecision OnEpoch(EpochReport report)
    {
        Epochs.Add(Took.Now - _start);
        Losses.Add(report.TrainKl);
        between(report.Epoch);
        _start = Took.Now;
        return TrainingDecision.Continue;
    }

    public void OnCompleted(TrainingSummary summary)
    {
    }
}
