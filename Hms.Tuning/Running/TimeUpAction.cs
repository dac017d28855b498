namespace Hms.Tuning.Running;

/// <summary>What happens to running trials when the time budget of a sweep is used up.</summary>
public enum TimeUpAction
{
    /// <summary>They finish; only then the sweep ends, so it takes longer than its budget.</summary>
    FinishRunningTrials,

    /// <summary>They are cancelled and handed back: a resumed sweep runs them again from the start.</summary>
    CancelRunningTrials,
}
