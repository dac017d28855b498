using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>The best trials so far: one for one objective, the Pareto front for several.</summary>
/// <remarks>
/// A trial with a smaller violation of the constraints dominates, whatever its objectives; among equal violations one that is nowhere worse and somewhere better
/// (Deb et al., IEEE Trans. Evol. Comput. 6(2), 2002, section VI). Of equal trials the earliest stays for one objective, all for several.
/// </remarks>
internal sealed class BestTrials(IReadOnlyList<StudyDirection> directions)
{
    private readonly List<Trial> _front = [];

    /// <summary>The best trials, by number.</summary>
    public IReadOnlyList<Trial> Front => [.. _front.OrderBy(x => x.Number)];

    public static BestTrials Of(IEnumerable<Trial> trials, IReadOnlyList<StudyDirection> directions)
    {
        var best = new BestTrials(directions);
        foreach (var trial in trials) { best.Offer(trial); }
        return best;
    }

    /// <summary>Takes a finished trial into account; true when it is among the best.</summary>
    public bool Offer(Trial trial)
    {
        if (trial.State != TrialState.Complete || trial.Values.Count != directions.Count || trial.Values.Any(double.IsNaN)) { return false; }
        if (_front.Any(x => Dominates(x, trial) || (directions.Count == 1 && x.Number < trial.Number && !Dominates(trial, x)))) { return false; }
        _front.RemoveAll(x => Dominates(trial, x) || directions.Count == 1);
        _front.Add(trial);
        return true;
    }

    private bool Dominates(Trial a, Trial b)
    {
        if (a.Violation != b.Violation) { return a.Violation < b.Violation; }
        var isBetter = false;
        for (var i = 0; i < directions.Count; i++)
        {
            var order = directions[i] == StudyDirection.Minimize ? a.Values[i].CompareTo(b.Values[i]) : b.Values[i].CompareTo(a.Values[i]);
            if (order > 0) { return false; }
            isBetter |= order < 0;
        }
        return isBetter;
    }
}
