using Hms.Training;

namespace Hms.Tests.Training.Loop;

/// <summary>Keeps what it hears; answers as told.</summary>
internal sealed class RecordingObserver(Func<EpochReport, TrainingDecision>? answer = null) : ITrainingObserver
{
    public List<EpochReport> Epochs { get; } = [];

    public TrainingSummary? Summary { get; private set; }

    public TrainingDecision OnEpoch(EpochReport report)
    {
        Epochs.Add(report);
        return answer?.Invoke(report) ?? TrainingDecision.Continue;
    }

    public void OnCompleted(TrainingSummary summary) => Summary = summary;
}
