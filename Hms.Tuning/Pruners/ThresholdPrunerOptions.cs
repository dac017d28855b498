namespace Hms.Tuning.Pruners;

/// <summary>Options of <see cref="ThresholdPruner"/>.</summary>
public sealed record ThresholdPrunerOptions : StepPrunerOptions
{
    /// <summary>One survivor is enough by default.</summary>
    public ThresholdPrunerOptions() => StartupTrials = 1;

    /// <summary>A trial that reports less is pruned; null (default): no lower bound.</summary>
    public double? Lower { get; init; }

    /// <summary>A trial that reports more is pruned; null (default): no upper bound.</summary>
    public double? Upper { get; init; }

    private protected override void AddErrors(List<string> errors)
    {
        base.AddErrors(errors);
        if (Lower is null && Upper is null) { errors.Add("A threshold needs Lower or Upper; give at least one, or use the 'none' pruner."); }
        if (Lower is { } low && double.IsNaN(low)) { errors.Add("Lower must be a number, not NaN."); }
        if (Upper is { } high && double.IsNaN(high)) { errors.Add("Upper must be a number, not NaN."); }
        if (Lower >= Upper) { errors.Add($"Lower {Lower} must be below Upper {Upper}."); }
    }
}
