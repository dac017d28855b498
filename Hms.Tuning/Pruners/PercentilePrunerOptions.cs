namespace Hms.Tuning.Pruners;

/// <summary>Options of <see cref="PercentilePruner"/>.</summary>
public sealed record PercentilePrunerOptions : StepPrunerOptions
{
    /// <summary>How many percent of the complete trials a trial must not fall behind: 25 (default) keeps trials that would be among the best quarter; 50 is the median. Above 0, below 100.</summary>
    public double Percentile { get; init; } = 25;

    /// <summary>Complete trials that must have reported at this step. Default 1.</summary>
    public int MinimumTrialsAtStep { get; init; } = 1;

    /// <summary>Which value of the trial is compared. Default: its best so far; <see cref="MedianComparison.Latest"/> where the value is a running mean over folds.</summary>
    public MedianComparison Compare { get; init; } = MedianComparison.BestSoFar;

    private protected override void AddErrors(List<string> errors)
    {
        base.AddErrors(errors);
        if (!(Percentile > 0 && Percentile < 100)) { errors.Add($"Percentile {Percentile} must lie between 0 and 100; 25 keeps the best quarter."); }
        StepComparison.AddErrors(errors, MinimumTrialsAtStep, Compare);
    }
}
