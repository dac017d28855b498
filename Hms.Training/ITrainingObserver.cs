namespace Hms.Training;

/// <summary>Hears of each epoch and may stop the training. Called on the training's thread.</summary>
public interface ITrainingObserver
{
    /// <summary>An epoch has ended.</summary>
    /// <param name="report">What it gave.</param>
    TrainingDecision OnEpoch(EpochReport report);

    /// <summary>The training has ended; not called after an exception.</summary>
    /// <param name="summary">What it gave.</param>
    void OnCompleted(TrainingSummary summary);
}
