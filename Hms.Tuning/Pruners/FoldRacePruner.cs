using System.Collections.Immutable;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Pruners;

/// <summary>Races trials fold by fold: at the end of a fold a trial stops when it is behind the best complete trial by more than z standard errors, paired row by row over all folds so far.</summary>
/// <remarks>
/// The difference is the mean over all rows of the folds that the trial has finished, of its loss minus that of the best complete trial (by its value) on the same row, each at
/// its last report of the fold; the standard error is cluster-robust by <see cref="FoldRacePrunerOptions.GroupsOfFold"/>. Row losses are better when smaller, whatever the direction.
/// A trial whose fold ended early (early stopping) is judged at its first report of the next fold. The last fold is never judged, a NaN is pruned at once. Without row losses
/// on both sides, with fewer than ten groups or with several objectives nothing is pruned, and <see cref="Warn"/> says why: noise must not decide a race.
/// </remarks>
public sealed class FoldRacePruner : IPruner, IPrunerDiagnostics
{
    private readonly FoldRacePrunerOptions _options;

    /// <summary>Takes the options.</summary>
    /// <param name="options">Folds, epochs and the rest.</param>
    /// <exception cref="ArgumentException">The options are not sound; the message lists all errors.</exception>
    public FoldRacePruner(FoldRacePrunerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options)); }
        _options = options;
    }

    private int Steps => _options.Folds * _options.Epochs;

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The step lies beyond the declared folds and epochs: the rows of other folds would be compared.</exception>
    public PruningDecision Decide(PruningContext context)
    {
        if (context.Step >= Steps)
        {
            throw new ArgumentException($"Step {context.Step} lies beyond {_options.Folds} folds × {_options.Epochs} epochs; declare what the trials report (step = fold × epochs + epoch, both from 0).", nameof(context));
        }
        var index = PruningIndex.Of(context.History);
        if (index.Complete.Count < _options.StartupTrials || context.Step == Steps - 1) { return PruningDecision.Continue; }
        if (StepComparison.IsBroken(context)) { return PruningDecision.Prune; }
        return Compare(context, index, out _) is { } difference && difference.IsAbove(_options.Z) ? PruningDecision.Prune : PruningDecision.Continue;
    }

    /// <inheritdoc />
    public string? Warn(PruningContext context)
    {
        if (context.Step >= Steps - 1) { return null; }
        Compare(context, PruningIndex.Of(context.History), out var obstacle);
        return obstacle is null ? null : $"{obstacle} Nothing is pruned by such trials.";
    }

    /// <summary>The paired difference over the folds so far.</summary>
    /// <returns>Null where no fold has just ended, or where the rows cannot be compared; then the obstacle is a sentence.</returns>
    private ClusteredDifference? Compare(PruningContext context, PruningIndex index, out string? obstacle)
    {
        obstacle = null;
        var folds = FoldsEnded(context);
        if (folds < _options.MinimumFolds || index.Complete.Count < _options.StartupTrials) { return null; }
        if (context.Directions.Count > 1)
        {
            obstacle = "The fold race compares one objective, the study has several; use the fold-epoch pruner.";
            return null;
        }
        if (Trial.Best(index.Complete, context.Direction) is not { } best) { return null; }
        var differences = new List<(double Difference, long Group)>();
        for (var fold = 0; fold < folds && obstacle is null; fold++) { obstacle = AddFold(differences, context, best, fold); }
        if (obstacle is not null || differences.Count == 0) { return null; }
        var difference = ClusteredDifference.Of(differences);
        if (difference.Groups >= PairedRows.LeastUnits) { return difference; }
        obstacle = $"The first {folds} fold(s) hold out {difference.Groups} patients or other groups; the fold race needs {PairedRows.LeastUnits} for a standard error.";
        return null;
    }

    /// <summary>Folds that have ended with the present report; 0 where it ends none. A fold that stopped early is known to have ended by the first report of the next.</summary>
    private int FoldsEnded(PruningContext context)
    {
        var (fold, epoch) = (context.Step / _options.Epochs, context.Step % _options.Epochs);
        if (epoch == _options.Epochs - 1) { return fold + 1; }
        var isFirst = LastStep(context.IntermediateValues, fold, context.Step - 1) is null;
        return fold > 0 && isFirst && !context.IntermediateValues.ContainsKey(fold * _options.Epochs - 1) ? fold : 0;
    }

    /// <returns>Why the rows of the fold cannot be compared, as a sentence; null where they were added.</returns>
    private string? AddFold(List<(double Difference, long Group)> differences, PruningContext context, Trial best, int fold)
    {
        var own = LastStep(context.IntermediateValues, fold, context.Step) is { } ownStep ? context.OwnRowsAt(ownStep) : null;
        var theirs = LastStep(best.IntermediateValues, fold, int.MaxValue) is { } step ? context.RowsOf(best, step) : null;
        if (own is null || theirs is null)
        {
            return $"The fold race needs the losses of single rows, and {(own is null ? $"trial {context.TrialNumber}" : $"the best trial {best.Number}")} reported none for fold {fold}; report them, or use the median pruner.";
        }
        var groups = _options.GroupsOfFold?.Invoke(fold);
        if (own.Length != theirs.Length || (groups is not null && groups.Count != own.Length))
        {
            return $"Trials report different numbers of rows at fold {fold} ({own.Length} and {theirs.Length}{(groups is null ? "" : $", {groups.Count} groups")}): they cannot be compared row by row. Use the same folds in all trials.";
        }
        for (var i = 0; i < own.Length; i++)
        {
            if (float.IsFinite(own[i]) && float.IsFinite(theirs[i])) { differences.Add(((double)own[i] - theirs[i], groups?[i] ?? differences.Count)); }
        }
        return null;
    }

    /// <summary>The highest reported step of a fold, up to a step; null when there is none.</summary>
    private int? LastStep(ImmutableSortedDictionary<int, double> values, int fold, int most)
    {
        for (var step = Math.Min(most, (fold + 1) * _options.Epochs - 1); step >= fold * _options.Epochs; step--)
        {
            if (values.ContainsKey(step)) { return step; }
        }
        return null;
    }
}
