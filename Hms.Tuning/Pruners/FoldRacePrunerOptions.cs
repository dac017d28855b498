namespace Hms.Tuning.Pruners;

/// <summary>Options of <see cref="FoldRacePruner"/>.</summary>
public sealed record FoldRacePrunerOptions
{
    /// <summary>Folds of a full trial, at least 2: the last one is never judged.</summary>
    public required int Folds { get; init; }

    /// <summary>Epochs of a fold, at least 1: step = fold × Epochs + epoch, both from 0.</summary>
    public required int Epochs { get; init; }

    /// <summary>A trial stops when it is behind the best complete one by more than so many standard errors of the paired difference. Default 2; above 0.</summary>
    public double Z { get; init; } = 2;

    /// <summary>Complete trials before any trial is pruned, at least 1, so that a study always ends with a result. Default 1.</summary>
    public int StartupTrials { get; init; } = 1;

    /// <summary>Folds that every trial finishes before it is compared, at least 1 and below <see cref="Folds"/>. Default 1.</summary>
    public int MinimumFolds { get; init; } = 1;

    /// <summary>
    /// Group of each row of a fold (for example its patient), by fold: rows of one group are taken for dependent, also over folds, where the same number is the same group.
    /// Null (default): every row stands for itself. The lists are as long as the row losses of that fold.
    /// </summary>
    public Func<int, IReadOnlyList<int>>? GroupsOfFold { get; init; }

    /// <summary>Every rule that these options break; empty when they are sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (Folds < 2) { errors.Add($"Folds {Folds} must be at least 2: a race ends trials between two folds; use successive halving for trials of one fold."); }
        if (Epochs < 1) { errors.Add($"Epochs {Epochs} must be at least 1."); }
        if (!(Z > 0 && double.IsFinite(Z))) { errors.Add($"Z {Z} must be a number above 0; 2 is usual."); }
        if (StartupTrials < 1) { errors.Add($"StartupTrials {StartupTrials} must be at least 1: with 0 a study could prune every trial."); }
        if (MinimumFolds < 1) { errors.Add($"MinimumFolds {MinimumFolds} must be at least 1."); }
        if (Folds >= 2 && MinimumFolds >= Folds) { errors.Add($"MinimumFolds {MinimumFolds} must be below {Folds} folds: otherwise nothing is ever pruned; use the 'none' pruner for that."); }
        return errors;
    }
}
