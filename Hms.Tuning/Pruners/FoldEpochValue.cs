namespace Hms.Tuning.Pruners;

/// <summary>What the trials of a sweep over folds report.</summary>
public enum FoldEpochValue
{
    /// <summary>The mean over the folds so far, of each fold's latest value: the estimate of the final objective.</summary>
    RunningMean,

    /// <summary>The value of the present fold alone.</summary>
    FoldValue,
}
