using System.Collections.Immutable;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Pruners;

/// <summary>For trials that are trained fold by fold: compares a trial with the complete ones at the same fold and the same epoch, row by row where row losses are there.</summary>
/// <remarks>
/// A trial's standing at (fold, epoch) is the mean of the final values of its earlier folds and its present value in this fold, so two trials always differ on the same
/// folds. A complete trial that ended a fold early stands there with its last value of that fold. The trial is pruned when its standing is worse than the percentile
/// (default: the median) of the complete trials' standings, and, where both reported the losses of their rows at this step, only if its rows are worse than those of the
/// trial at that percentile beyond chance (a one-sided paired test on the mean difference, by groups where they are declared): noise alone prunes nobody.
/// By default a tenth of the steps is warm-up; the last report is never judged; a NaN is pruned.
/// With several objectives: pruned when the percentile or more of the complete trials was better at this step in all of them.
/// </remarks>
public sealed class FoldEpochPruner : IPruner, IPrunerDiagnostics
{
    private readonly FoldEpochPrunerOptions _options;
    private readonly int _warmup;

    /// <summary>Takes the options.</summary>
    /// <param name="options">Folds, epochs and the rest.</param>
    /// <exception cref="ArgumentException">The options are not sound; the message lists all errors.</exception>
    public FoldEpochPruner(FoldEpochPrunerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options)); }
        (_options, _warmup) = (options, options.WarmupSteps ?? PruningSchedule.Tenth(options.Folds * options.Epochs));
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The step lies beyond the declared folds and epochs: the keys would be wrong.</exception>
    public PruningDecision Decide(PruningContext context)
    {
        if (context.Step >= _options.Folds * _options.Epochs)
        {
            throw new ArgumentException($"Step {context.Step} lies beyond {_options.Folds} folds × {_options.Epochs} epochs; declare what the trials report (step = fold × epochs + epoch, both from 0).", nameof(context));
        }
        var index = PruningIndex.Of(context.History);
        if (index.Complete.Count < _options.StartupTrials || context.Step == _options.Folds * _options.Epochs - 1) { return PruningDecision.Continue; }
        if (StepComparison.IsBroken(context)) { return PruningDecision.Prune; }
        if (context.Step < _warmup) { return PruningDecision.Continue; }
        return IsBehind(context, index) ? PruningDecision.Prune : PruningDecision.Continue;
    }

    /// <inheritdoc />
    public string? Warn(PruningContext context)
    {
        if (context.Rows is not { } rows || context.Step < _warmup) { return null; }
        var theirs = PruningIndex.Of(context.History).Complete is [.., var last] ? context.RowsOf(last, context.Step) : null;
        return theirs is not null && theirs.Length != rows.Length
            ? $"Trials report different numbers of rows at fold {context.Step / _options.Epochs} ({rows.Length} and {theirs.Length}): they are not compared row by row. Use the same folds in all trials."
            : null;
    }

    private bool IsBehind(PruningContext context, PruningIndex index)
    {
        if (context.Directions.Count > 1)
        {
            var (better, all) = StepComparison.Dominating(context, index.ObjectivesAt(context.Step));
            return all > 0 && better >= 0.01 * _options.Percentile * all;
        }
        var standings = index.Complete.Select(x => (Trial: x, Value: Standing(x.IntermediateValues, context.Step))).Where(x => !double.IsNaN(x.Value)).OrderBy(x => x.Value).ThenBy(x => x.Trial.Number).ToList();
        if (standings.Count == 0) { return false; }
        var cut = StepComparison.Percentile([.. standings.Select(x => x.Value)], _options.Percentile, context.Direction);
        if (!StepComparison.IsWorse(Standing(context.IntermediateValues, context.Step), cut, context.Direction)) { return false; }
        if (context.Rows is not { } rows) { return true; }
        var reached = standings.Where(x => !StepComparison.IsWorse(x.Value, cut, context.Direction));
        var rival = context.Direction == StudyDirection.Minimize ? reached.Last().Trial : reached.First().Trial;
        var p = context.RowsOf(rival, context.Step) is { } theirs ? PairedRows.PValueWorse(rows, theirs, _options.GroupsOfFold?.Invoke(context.Step / _options.Epochs)) : null;
        return p is null || p < _options.PThreshold;
    }

    /// <summary>Mean over the folds so far; NaN when a fold is missing. Where a fold ended before this epoch its last value counts.</summary>
    private double Standing(ImmutableSortedDictionary<int, double> values, int step)
    {
        var fold = step / _options.Epochs;
        if (_options.Values == FoldEpochValue.RunningMean) { return LastIn(values, fold * _options.Epochs, step); }
        var sum = 0.0;
        for (var i = 0; i < fold; i++) { sum += LastIn(values, i * _options.Epochs, (i + 1) * _options.Epochs - 1); }
        return (sum + LastIn(values, fold * _options.Epochs, step)) / (fold + 1);
    }

    /// <summary>The value at the highest step of an interval; NaN when there is none.</summary>
    private static double LastIn(ImmutableSortedDictionary<int, double> values, int from, int to)
    {
        for (var step = to; step >= from; step--)
        {
            if (values.TryGetValue(step, out var value)) { return value; }
        }
        return double.NaN;
    }
}
