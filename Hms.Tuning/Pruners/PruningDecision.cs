namespace Hms.Tuning.Pruners;

/// <summary>What a trial shall do after a report.</summary>
public enum PruningDecision
{
    /// <summary>Go on.</summary>
    Continue,

    /// <summary>Stop now and return; the trial counts as pruned.</summary>
    Prune,
}
