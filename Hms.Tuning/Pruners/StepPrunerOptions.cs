namespace Hms.Tuning.Pruners;

/// <summary>What the options of pruners that judge step by step share.</summary>
public abstract record StepPrunerOptions : PrunerOptions
{
    /// <summary>Reports of a trial that are never judged; null (default): a tenth of <see cref="PrunerOptions.TotalSteps"/>, rounded up, at least 1.</summary>
    public int? WarmupSteps { get; init; }

    /// <summary>Judge only every so many reports after the warm-up. Default 1: every one.</summary>
    public int IntervalSteps { get; init; } = 1;

    private protected override void AddErrors(List<string> errors)
    {
        if (WarmupSteps < 0) { errors.Add($"WarmupSteps {WarmupSteps} must not be negative."); }
        if (WarmupSteps >= TotalSteps) { errors.Add($"WarmupSteps {WarmupSteps} must be below TotalSteps {TotalSteps}: otherwise nothing is ever pruned; use the 'none' pruner for that."); }
        if (IntervalSteps < 1) { errors.Add($"IntervalSteps {IntervalSteps} must be at least 1."); }
    }
}
