namespace Hms.Training;

/// <summary>Hears of each epoch and may stop the training. Called on the training's thread.</summary>
public interface ITrainingObserver
{
    /// <summary>A training goes on from a checkpoint; called once, before all else. The epochs below are not reported again.</summary>
    /// <param name="epochs">The epochs that ended before it, in order; empty where the first had not.</param>
    TrainingDecision OnResumed(IReadOnlyList<EpochReport> epochs) => TrainingDecision.Continue;

    /// <summary>A batch has been learnt from. Called often: return soon.</summary>
    /// <param name="report">Where the training stands.</param>
    void OnBatch(BatchReport report)
    {
    }

    /// <summary>An epoch has ended.</summary>
    /// <param name="report">What it gave.</param>
    TrainingDecision OnEpoch(EpochReport report);

    /// <summary>The training has ended; not called after an exception.</summary>
    /// <param name="summary">What it gave.</param>
    void OnCompleted(TrainingSummary summary);
}
