using System.Collections.Immutable;
using Hms.Tuning.Numerics;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Pruners;

/// <summary>Shows the recorded reports of a study to another pruner: which trials it would have stopped, what that would have saved, and whether the best would have survived.</summary>
/// <remarks>The proposals stay as recorded; a tuner would have learnt from the shorter trials and proposed others, so the saving is an estimate.</remarks>
public static class PruneReplay
{
    /// <summary>Replays a study.</summary>
    /// <param name="trials">Trials of one study; those that are not finished are left out.</param>
    /// <param name="pruner">The other pruner.</param>
    /// <param name="options">Null for the defaults: one minimised objective.</param>
    /// <exception cref="ArgumentException">The options are not sound; the message lists all errors.</exception>
    public static PruneReplayResult Run(IReadOnlyList<Trial> trials, IPruner pruner, PruneReplayOptions? options = null)
    {
        var given = options ?? new PruneReplayOptions();
        var errors = given.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options)); }
        var recorded = trials.Where(x => x.IsFinished).OrderBy(x => x.Number).ToList();
        var replayed = new List<Trial>(recorded.Count);
        var rows = new List<PruneReplayTrial>(recorded.Count);
        var warnings = new List<string>();
        foreach (var trial in recorded)
        {
            var history = replayed.TakeWhile(x => x.Number < trial.Number - given.Parallelism + 1).ToList();
            var stop = FindStop(trial, history, pruner, given, warnings);
            replayed.Add(stop is { } step ? Cut(trial, step) : trial);
            rows.Add(new PruneReplayTrial(trial.Number, trial.State, trial.IntermediateValues.Count, stop, replayed[^1].IntermediateValues.Count));
        }
        int[] front = [.. ParetoFronts.Front(recorded, given.Directions).Select(x => x.Number)];
        var kept = replayed.Where(x => x.State == TrialState.Complete).Select(x => x.Number).ToHashSet();
        var isSingle = given.Directions.Count == 1;
        return new PruneReplayResult(rows, isSingle ? Trial.Best(recorded, given.Directions[0]) : null, isSingle ? Trial.Best(replayed, given.Directions[0]) : null, front, [.. front.Where(x => !kept.Contains(x))], warnings);
    }

    private static int? FindStop(Trial trial, List<Trial> history, IPruner pruner, PruneReplayOptions options, List<string> warnings)
    {
        if (history.Count(x => x.State == TrialState.Complete) < options.MinimumCompletedTrials) { return null; }
        var values = ImmutableSortedDictionary<int, double>.Empty;
        var objectives = ImmutableSortedDictionary<int, IReadOnlyList<double>>.Empty;
        foreach (var (step, value) in trial.IntermediateValues)
        {
            values = values.Add(step, value);
            if (trial.IntermediateObjectives.TryGetValue(step, out var all)) { objectives = objectives.Add(step, all); }
            var context = new PruningContext
            {
                Directions = options.Directions,
                Seed = options.Seed,
                TrialNumber = trial.Number,
                Step = step,
                IntermediateValues = values,
                IntermediateObjectives = objectives,
                Rows = options.RowsOf(trial, step),
                OwnRowsAt = at => options.RowsOf(trial, at),
                RowsOf = options.RowsOf,
                History = history,
            };
            if ((pruner as IPrunerDiagnostics)?.Warn(context) is { } warning && !warnings.Contains(warning)) { warnings.Add(warning); }
            if (pruner.Decide(context) == PruningDecision.Prune) { return step; }
        }
        return null;
    }

    private static Trial Cut(Trial trial, int step)
    {
        var values = trial.IntermediateValues.RemoveRange(trial.IntermediateValues.Keys.Where(x => x > step));
        var objectives = trial.IntermediateObjectives.RemoveRange(trial.IntermediateObjectives.Keys.Where(x => x > step));
        var last = objectives.TryGetValue(step, out var all) ? all : [values[step]];
        return trial with { State = TrialState.Pruned, Values = last.Any(double.IsNaN) ? [] : last, IntermediateValues = values, IntermediateObjectives = objectives };
    }
}
