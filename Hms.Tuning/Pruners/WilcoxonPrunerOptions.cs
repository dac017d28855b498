namespace Hms.Tuning.Pruners;

/// <summary>Options of <see cref="WilcoxonPruner"/>.</summary>
public sealed record WilcoxonPrunerOptions : PrunerOptions
{
    /// <summary>One complete trial to compare with is enough by default.</summary>
    public WilcoxonPrunerOptions() => StartupTrials = 1;

    /// <summary>A trial is pruned when it would be this unlikely, were it as good as the best one. Default 0.1; above 0, below 0.5.</summary>
    public double PThreshold { get; init; } = 0.1;

    /// <summary>Common steps (folds) before the test is made, at least 2. Default 2; the test needs more by itself, see <see cref="LeastSteps"/>.</summary>
    public int StartupSteps { get; init; } = 2;

    /// <summary>The fewest common steps that can give a p-value below <see cref="PThreshold"/>: 0.5^n must lie below it; 4 for 0.1.</summary>
    public int LeastSteps
    {
        get
        {
            var steps = StartupSteps;
            while (steps < 64 && SignedRankTest.Least(steps) >= PThreshold) { steps++; }
            return steps;
        }
    }

    private protected override void AddErrors(List<string> errors)
    {
        if (StartupSteps < 2) { errors.Add($"StartupSteps {StartupSteps} must be at least 2."); }
        if (!(PThreshold > 0 && PThreshold < 0.5))
        {
            errors.Add($"PThreshold {PThreshold} must lie between 0 and 0.5.");
            return;
        }
        if (TotalSteps <= LeastSteps)
        {
            errors.Add($"With {TotalSteps} steps (folds) nothing can ever be pruned: a p-value below {PThreshold} needs {LeastSteps} pairs before the last step, so {LeastSteps + 1} steps"
                + "; use more folds, a higher PThreshold, or the fold-epoch pruner.");
        }
    }
}
