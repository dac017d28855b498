namespace Hms.Tuning.Pruners;

/// <summary>The pruner that a sweep takes when none is named.</summary>
public static class DefaultPruner
{
    /// <summary>
    /// For trials trained over several folds the fold-epoch pruner, else successive halving; both wait for five complete trials and a part of the steps.
    /// Decision page 0013 holds what they save.
    /// </summary>
    /// <param name="folds">Folds of a full trial, at least 1.</param>
    /// <param name="epochs">Epochs of a fold, at least 1: step = fold × epochs + epoch, both from 0.</param>
    /// <param name="groupsOfFold">Group (patient) of each row of a fold, where losses of rows are reported; null (default): each row stands for itself.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public static IPruner For(int folds, int epochs, Func<int, IReadOnlyList<int>>? groupsOfFold = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        if (folds * epochs == 1) { return new NonePruner(); }
        return folds > 1
            ? new FoldEpochPruner(new FoldEpochPrunerOptions { Folds = folds, Epochs = epochs, GroupsOfFold = groupsOfFold })
            : new SuccessiveHalvingPruner(new SuccessiveHalvingPrunerOptions { TotalSteps = epochs });
    }
}
