using Hms.Training;

namespace Hms.Tests.Training.Loop;

/// <summary>Cancels a training after so many batches; keeps the epochs that it hears of, those before a resume included.</summary>
internal sealed class StopAfterBatch(int batches) : ITrainingObserver, IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private int _left = batches;

    public CancellationToken Token => _source.Token;

    public List<EpochReport> Epochs { get; } = [];

    public int Resumed { get; private set; } = -1;

    public TrainingDecision OnResumed(IReadOnlyList<EpochReport> epochs)
    {
        Resumed = epochs.Count;
        Epochs.AddRange(epochs);
        return TrainingDecision.Continue;
    }

    public void OnBatch(BatchReport report)
    {
        if (--_left == 0) { _source.Cancel(); }
    }

    public TrainingDecision OnEpoch(EpochReport report)
    {
        Epochs.Add(report);
        return TrainingDecision.Continue;
    }

    public void OnCompleted(TrainingSummary summary)
    {
    }

    public void Dispose() => _source.Dispose();
}
