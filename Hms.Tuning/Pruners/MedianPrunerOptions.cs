namespace Hms.Tuning.Pruners;

/// <summary>Options of <see cref="MedianPruner"/>.</summary>
public sealed record MedianPrunerOptions
{
    /// <summary>Complete trials before any trial is pruned, at least 1, so that a study always ends with a result. Default 5.</summary>
    public int StartupTrials { get; init; } = 5;

    /// <summary>Reports of a trial that are never judged; null (default): a tenth of <see cref="TotalSteps"/>, rounded up, at least 1.</summary>
    public int? WarmupSteps { get; init; }

    /// <summary>Reports of a full trial (folds × epochs), after which it is no longer pruned; null (default): the most that a complete trial made.</summary>
    public int? TotalSteps { get; init; }

    /// <summary>Judge only every so many reports after the warm-up. Default 1: every one.</summary>
    public int IntervalSteps { get; init; } = 1;

    /// <summary>Complete trials that must have reported at this step. Default 1.</summary>
    public int MinimumTrialsAtStep { get; init; } = 1;

    /// <summary>Which value of the trial is compared. Default: its best so far; <see cref="MedianComparison.Latest"/> where the value is a running mean over folds.</summary>
    public MedianComparison Compare { get; init; } = MedianComparison.BestSoFar;

    /// <summary>Every rule that these options break; empty when they are sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (StartupTrials < 1) { errors.Add($"StartupTrials {StartupTrials} must be at least 1: with 0 a study could prune every trial."); }
        if (WarmupSteps < 0) { errors.Add($"WarmupSteps {WarmupSteps} must not be negative."); }
        if (TotalSteps < 1) { errors.Add($"TotalSteps {TotalSteps} must be at least 1."); }
        if (WarmupSteps >= TotalSteps) { errors.Add($"WarmupSteps {WarmupSteps} must be below TotalSteps {TotalSteps}: otherwise nothing is ever pruned; use the 'none' pruner for that."); }
        if (IntervalSteps < 1) { errors.Add($"IntervalSteps {IntervalSteps} must be at least 1."); }
        if (MinimumTrialsAtStep < 1) { errors.Add($"MinimumTrialsAtStep {MinimumTrialsAtStep} must be at least 1."); }
        if (!Enum.IsDefined(Compare)) { errors.Add($"Compare {Compare} must be {nameof(MedianComparison.BestSoFar)} or {nameof(MedianComparison.Latest)}."); }
        return errors;
    }
}
