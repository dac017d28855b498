namespace Hms.Tuning.Pruners;

/// <summary>Options of <see cref="FoldEpochPruner"/>.</summary>
public sealed record FoldEpochPrunerOptions
{
    /// <summary>Folds of a full trial, at least 1.</summary>
    public required int Folds { get; init; }

    /// <summary>Epochs of a fold, at least 1: step = fold × Epochs + epoch, both from 0.</summary>
    public required int Epochs { get; init; }

    /// <summary>What the trials report. Default: the mean over the folds so far.</summary>
    public FoldEpochValue Values { get; init; } = FoldEpochValue.RunningMean;

    /// <summary>Complete trials before any trial is pruned, at least 1, so that a study always ends with a result. Default 5.</summary>
    public int StartupTrials { get; init; } = 5;

    /// <summary>Reports of a trial that are never judged; null (default): a tenth of Folds × Epochs, rounded up, at least 1.</summary>
    public int? WarmupSteps { get; init; }

    /// <summary>How many percent of the complete trials a trial must not fall behind. Default 50: the median. Above 0, below 100.</summary>
    public double Percentile { get; init; } = 50;

    /// <summary>Where row losses are there: a trial is only pruned when its rows are worse than the compared trial's with a p-value below this. Default 0.1; above 0, at most 0.5.</summary>
    public double PThreshold { get; init; } = 0.1;

    /// <summary>
    /// Group of each row of a fold (for example its patient), by fold: rows of one group count as one, by their mean. Null (default): every row counts.
    /// The lists are as long as the row losses of that fold.
    /// </summary>
    public Func<int, IReadOnlyList<int>>? GroupsOfFold { get; init; }

    /// <summary>Every rule that these options break; empty when they are sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (Folds < 1) { errors.Add($"Folds {Folds} must be at least 1."); }
        if (Epochs < 1) { errors.Add($"Epochs {Epochs} must be at least 1."); }
        if (Folds == 1 && Epochs == 1) { errors.Add("With one fold of one epoch there is nothing to save; use the 'none' pruner."); }
        if (!Enum.IsDefined(Values)) { errors.Add($"Values {Values} must be {nameof(FoldEpochValue.RunningMean)} or {nameof(FoldEpochValue.FoldValue)}."); }
        if (StartupTrials < 1) { errors.Add($"StartupTrials {StartupTrials} must be at least 1: with 0 a study could prune every trial."); }
        if (WarmupSteps < 0) { errors.Add($"WarmupSteps {WarmupSteps} must not be negative."); }
        if (WarmupSteps >= (long)Folds * Epochs) { errors.Add($"WarmupSteps {WarmupSteps} must be below {Folds} folds × {Epochs} epochs: otherwise nothing is ever pruned; use the 'none' pruner for that."); }
        if (!(Percentile > 0 && Percentile < 100)) { errors.Add($"Percentile {Percentile} must lie between 0 and 100; 50 is the median."); }
        if (!(PThreshold > 0 && PThreshold <= 0.5)) { errors.Add($"PThreshold {PThreshold} must lie above 0 and not above 0.5."); }
        return errors;
    }
}
