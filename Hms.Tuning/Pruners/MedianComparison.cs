namespace Hms.Tuning.Pruners;

/// <summary>Which value of a running trial the median pruner compares with the other trials' values at the same step.</summary>
public enum MedianComparison
{
    /// <summary>The best value that the trial has reported so far, as Optuna does: for one training whose value may get worse again, where the best state is kept.</summary>
    BestSoFar,

    /// <summary>
    /// The value just reported: for a running mean over folds, which jumps when the first epochs of a new fold enter it. The best value so far, reached at the end of an
    /// easy first fold, would then lie below every later median, and the trial would never be pruned again.
    /// </summary>
    Latest,
}
