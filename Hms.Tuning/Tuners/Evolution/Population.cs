using Hms.Tuning.Numerics;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Tuners.Evolution;

/// <summary>The parents of NSGA-II with their rank and crowding distance.</summary>
/// <param name="Members">Complete trials.</param>
/// <param name="Ranks">Rank of each, 0 the best.</param>
/// <param name="Distances">Crowding distance of each within its rank.</param>
/// <param name="Seen">Complete trials that have competed so far.</param>
internal sealed record Population(IReadOnlyList<Trial> Members, IReadOnlyList<int> Ranks, IReadOnlyList<double> Distances, int Seen)
{
    /// <summary>Nobody yet.</summary>
    public static Population Empty { get; } = new([], [], [], 0);

    /// <summary>The best of the members and the newcomers: whole ranks, of the last one the least crowded, the earlier of equals.</summary>
    /// <param name="newcomers">Finished trials; those that are not complete or have another number of objectives are left out.</param>
    /// <param name="directions">Direction of each objective.</param>
    /// <param name="size">Most members, from the number of complete trials seen so far.</param>
    public Population Select(IEnumerable<Trial> newcomers, IReadOnlyList<StudyDirection> directions, Func<int, int> size)
    {
        var fit = newcomers.Where(x => ParetoFronts.CanBeBest(x, directions)).ToList();
        if (fit.Count == 0) { return this; }
        Trial[] all = [.. Members, .. fit];
        var points = all.Select(x => ParetoFronts.Losses(x.Values, directions)).ToArray();
        var ranks = ParetoFronts.Ranks(points, [.. all.Select(x => x.Violation)]);
        var distances = CrowdingByRank(points, ranks);
        var kept = Enumerable.Range(0, all.Length).OrderBy(i => ranks[i]).ThenByDescending(i => distances[i]).ThenBy(i => all[i].Number).Take(size(Seen + fit.Count)).ToArray();
        return new Population([.. kept.Select(i => all[i])], [.. kept.Select(i => ranks[i])], [.. kept.Select(i => distances[i])], Seen + fit.Count);
    }

    /// <summary>The better of two random members: by rank, then the less crowded one.</summary>
    /// <param name="random">Draws.</param>
    /// <param name="other">A member that is not to be taken again; −1 for none.</param>
    public int Tournament(SplitMix64 random, int other = -1)
    {
        var (a, b) = (Draw(random, other), Draw(random, other));
        var aWins = Ranks[a] != Ranks[b] ? Ranks[a] < Ranks[b] : Distances[a] >= Distances[b];
        return aWins ? a : b;
    }

    private int Draw(SplitMix64 random, int other)
    {
        if (other < 0) { return (int)random.NextInteger(Members.Count); }
        var drawn = (int)random.NextInteger(Members.Count - 1);
        return drawn >= other ? drawn + 1 : drawn;
    }

    private static double[] CrowdingByRank(double[][] points, int[] ranks)
    {
        var distances = new double[points.Length];
        foreach (var front in Enumerable.Range(0, points.Length).GroupBy(i => ranks[i]))
        {
            var members = front.ToArray();
            var inside = ParetoCrowding.Distances([.. members.Select(i => points[i])]);
            for (var i = 0; i < members.Length; i++) { distances[members[i]] = inside[i]; }
        }
        return distances;
    }
}
