using Hms.Training;

namespace Hms.Experiments.Running;

/// <summary>Lets a training run.</summary>
internal sealed class SilentObserver : ITrainingObserver
{
    public TrainingDecision OnEpoch(EpochReport report) => TrainingDecision.Continue;

    public void OnCompleted(TrainingSummary summary)
    {
    }
}
