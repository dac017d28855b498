namespace Hms.Tuning.Studies;

/// <summary>Where a trial stands; names and order as in Optuna.</summary>
public enum TrialState
{
    /// <summary>Being run, or left by a process that died.</summary>
    Running,

    /// <summary>Finished with a value.</summary>
    Complete,

    /// <summary>Stopped early by the pruner.</summary>
    Pruned,

    /// <summary>Ended by an exception.</summary>
    Fail,

    /// <summary>Enqueued, not begun.</summary>
    Waiting,
}
