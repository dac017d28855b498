using Hms.Tuning.Studies;

namespace Hms.Tuning.Pruners;

/// <summary>The rungs of a successive halving: at resource least · η^(skipped + k), k = 0, 1, ...; resource = step counted from 1.</summary>
internal readonly record struct RungLadder(int MinimumResource, int ReductionFactor, int SkippedRungs, int BootstrapTrials)
{
    /// <summary>Resource of the lowest rung.</summary>
    public double Lowest => MinimumResource * Math.Pow(ReductionFactor, SkippedRungs);

    /// <summary>Whether the report that has just reached one or more rungs is good enough to go on; true between rungs.</summary>
    public static bool IsPromoted(PruningContext context, RungLadder ladder, Func<Trial, bool> isCompeting)
    {
        var reached = context.Step + 1;
        var before = Before(context);
        for (var rung = ladder.Lowest; rung <= reached; rung *= ladder.ReductionFactor)
        {
            if (rung > before && !ladder.IsPromotedAt(rung, context, isCompeting)) { return false; }
        }
        return true;
    }

    private bool IsPromotedAt(double rung, PruningContext context, Func<Trial, bool> isCompeting)
    {
        var own = StepComparison.Objectives(context);
        var (better, competing) = (0, 1);
        foreach (var trial in context.History)
        {
            if (!isCompeting(trial) || ValuesAt(trial, rung, context.Directions.Count) is not { } values) { continue; }
            competing++;
            if (StepComparison.IsBetterInAll(values, own, context.Directions)) { better++; }
        }
        return competing > BootstrapTrials && better < Math.Max(1, competing / ReductionFactor);
    }

    /// <summary>Resource of the trial's report before this one; 0 at the first.</summary>
    private static int Before(PruningContext context)
    {
        if (context.IntermediateValues.ContainsKey(context.Step - 1)) { return context.Step; }
        var last = 0;
        foreach (var step in context.IntermediateValues.Keys)
        {
            if (step >= context.Step) { break; }
            last = step + 1;
        }
        return last;
    }

    /// <summary>What a trial reported when it reached a rung; null when it did not get there, or reported NaN.</summary>
    private static IReadOnlyList<double>? ValuesAt(Trial trial, double rung, int objectives)
    {
        if (objectives > 1)
        {
            var step = First(trial.IntermediateObjectives.Keys, trial.IntermediateObjectives.ContainsKey, rung);
            return step is { } s && !trial.IntermediateObjectives[s].Any(double.IsNaN) ? trial.IntermediateObjectives[s] : null;
        }
        var found = First(trial.IntermediateValues.Keys, trial.IntermediateValues.ContainsKey, rung);
        return found is { } at && !double.IsNaN(trial.IntermediateValues[at]) ? [trial.IntermediateValues[at]] : null;
    }

    private static int? First(IEnumerable<int> steps, Func<int, bool> contains, double rung)
    {
        if (rung <= int.MaxValue && contains((int)rung - 1)) { return (int)rung - 1; }
        foreach (var step in steps)
        {
            if (step + 1 >= rung) { return step; }
        }
        return null;
    }
}
