namespace Hms.Experiments.Running.Racing;

/// <summary>How a candidate of a race stands.</summary>
internal enum RaceState
{
    /// <summary>Still in the race.</summary>
    Running,

    /// <summary>Behind the best by more than z standard errors; its folds are kept, and hms train goes on with them.</summary>
    Stopped,

    /// <summary>All folds trained; exported as hms train does.</summary>
    Finished,

    /// <summary>Behind the best as one that is stopped, but its run was finished before: all its folds count.</summary>
    FinishedEarlier,

    /// <summary>Its training failed.</summary>
    Failed,
}
