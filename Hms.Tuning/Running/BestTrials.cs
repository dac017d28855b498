using Hms.Tuning.Numerics;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>The best trials so far: one for one objective, the Pareto front for several.</summary>
/// <remarks>
/// A trial with a smaller violation of the constraints dominates, whatever its objectives; among equal violations one that is nowhere worse and somewhere better
/// (Deb et al., IEEE Trans. Evol. Comput. 6(2), 2002, section VI). Of equal trials the earliest stays for one objective, all for several.
/// </remarks>
internal sealed class BestTrials(IReadOnlyList<StudyDirection> directions)
{
    private readonly List<(Trial Trial, double[] Losses)> _front = [];

    /// <summary>The best trials, by number.</summary>
    public IReadOnlyList<Trial> Front => [.. _front.Select(x => x.Trial).OrderBy(x => x.Number)];

    public static BestTrials Of(IEnumerable<Trial> trials, IReadOnlyList<StudyDirection> directions)
    {
        var best = new BestTrials(directions);
        foreach (var trial in trials) { best.Offer(trial); }
        return best;
    }

    /// <summary>Takes a finished trial into account; true when it is among the best.</summary>
    public bool Offer(Trial trial)
    {
        if (!ParetoFronts.CanBeBest(trial, directions)) { return false; }
        var losses = ParetoFronts.Losses(trial.Values, directions);
        if (_front.Exists(x => Dominates(x, (trial, losses)) || (directions.Count == 1 && x.Trial.Number < trial.Number && !Dominates((trial, losses), x)))) { return false; }
        _front.RemoveAll(x => Dominates((trial, losses), x) || directions.Count == 1);
        _front.Add((trial, losses));
        return true;
    }

    private static bool Dominates((Trial Trial, double[] Losses) a, (Trial Trial, double[] Losses) b) => ParetoFronts.Dominates(a.Losses, a.Trial.Violation, b.Losses, b.Trial.Violation);
}
