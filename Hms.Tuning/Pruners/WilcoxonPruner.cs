using Hms.Tuning.Studies;

namespace Hms.Tuning.Pruners;

/// <summary>Prunes a trial that is worse than the best complete trial over the steps that both have, by a signed-rank test; for steps that are folds or repeats, whose values have the same meaning.</summary>
/// <remarks>
/// Wilcoxon 1945, one-sided, zeros split, as Optuna 4 uses it: pruned when p is below <see cref="WilcoxonPrunerOptions.PThreshold"/> and the trial's mean is not better than the
/// best trial's. n pairs give at best p = 0.5^n: with p 0.1 it takes 4 pairs, and because a trial's last report is never judged, 5 folds; fewer are refused
/// (<see cref="PrunerOptions.TotalSteps"/> declared) or reported by <see cref="Warn"/>. With several objectives some complete trial must be better in each, every time by the test.
/// </remarks>
public sealed class WilcoxonPruner : IPruner, IPrunerDiagnostics
{
    private readonly WilcoxonPrunerOptions _options;

    /// <summary>Takes the options.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The options are not sound; the message lists all errors.</exception>
    public WilcoxonPruner(WilcoxonPrunerOptions? options = null) => _options = PrunerOptions.Checked(options ?? new WilcoxonPrunerOptions());

    /// <inheritdoc />
    public PruningDecision Decide(PruningContext context)
    {
        var index = PruningIndex.Of(context.History);
        if (PruningSchedule.At(_options, context, index) != PruningMoment.Judged) { return PruningDecision.Continue; }
        if (StepComparison.IsBroken(context)) { return PruningDecision.Prune; }
        if (context.Directions.Count == 1) { return Trial.Best(index.Complete, context.Direction) is { } best && IsBeaten(context, best, 0) ? PruningDecision.Prune : PruningDecision.Continue; }
        var objectives = Enumerable.Range(0, context.Directions.Count).ToArray();
        return index.Complete.Any(x => Array.TrueForAll(objectives, k => IsBeaten(context, x, k))) ? PruningDecision.Prune : PruningDecision.Continue;
    }

    /// <inheritdoc />
    public string? Warn(PruningContext context)
    {
        var reports = PruningIndex.Of(context.History).MostReports;
        return _options.TotalSteps is null && reports > 0 && reports <= _options.LeastSteps
            ? $"The Wilcoxon pruner needs {_options.LeastSteps} pairs for p < {_options.PThreshold}; trials make {reports} reports, so it prunes nothing. Use {_options.LeastSteps + 1} folds or more, or the fold-epoch pruner."
            : null;
    }

    private bool IsBeaten(PruningContext context, Trial other, int objective)
    {
        var sign = context.Directions[objective] == StudyDirection.Minimize ? 1 : -1;
        var differences = new List<double>();
        var sum = 0.0;
        foreach (var (step, own) in Values(context.Directions.Count, objective, context.IntermediateValues, context.IntermediateObjectives))
        {
            if (double.IsNaN(own)) { return false; }
            sum += own;
            if (ValueAt(other, context.Directions.Count, objective, step) is { } theirs && !double.IsNaN(theirs) && double.IsFinite(own - theirs)) { differences.Add(sign * (own - theirs)); }
        }
        if (differences.Count < _options.StartupSteps || other.Values.Count <= objective) { return false; }
        var isBetter = sign * (other.Values[objective] - sum / context.IntermediateValues.Count) > 0;
        return !isBetter && SignedRankTest.PValueGreater([.. differences]) < _options.PThreshold;
    }

    private static IEnumerable<(int Step, double Value)> Values(int count, int objective, IReadOnlyDictionary<int, double> single, IReadOnlyDictionary<int, IReadOnlyList<double>> several) =>
        count == 1 ? single.Select(x => (x.Key, x.Value)) : several.Where(x => objective < x.Value.Count).Select(x => (x.Key, x.Value[objective]));

    private static double? ValueAt(Trial trial, int count, int objective, int step)
    {
        if (count == 1) { return trial.IntermediateValues.TryGetValue(step, out var value) ? value : null; }
        return trial.IntermediateObjectives.TryGetValue(step, out var values) && objective < values.Count ? values[objective] : null;
    }
}
