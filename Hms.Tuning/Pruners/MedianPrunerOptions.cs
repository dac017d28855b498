namespace Hms.Tuning.Pruners;

/// <summary>Options of <see cref="MedianPruner"/>.</summary>
public sealed record MedianPrunerOptions : StepPrunerOptions
{
    /// <summary>Complete trials that must have reported at this step. Default 1.</summary>
    public int MinimumTrialsAtStep { get; init; } = 1;

    /// <summary>Which value of the trial is compared. Default: its best so far; <see cref="MedianComparison.Latest"/> where the value is a running mean over folds.</summary>
    public MedianComparison Compare { get; init; } = MedianComparison.BestSoFar;

    private protected override void AddErrors(List<string> errors)
    {
        base.AddErrors(errors);
        StepComparison.AddErrors(errors, MinimumTrialsAtStep, Compare);
    }
}
