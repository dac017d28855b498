using Hms.Tuning.Studies;

namespace Hms.Tuning.Numerics;

/// <summary>Non-dominated sorting of objective vectors that are all to be minimised.</summary>
/// <remarks>
/// Ranks after Deb et al. (IEEE Trans. Evol. Comput. 6(2), 2002): 0 is the Pareto front, 1 the front without it, and so on; equal points share a rank.
/// Found by efficient non-dominated sorting with binary search (Zhang et al., IEEE Trans. Evol. Comput. 19(2), 2015): O(n log n) for two objectives.
/// NaN counts as +∞.
/// </remarks>
internal static class ParetoFronts
{
    /// <summary>Objectives turned so that less is better.</summary>
    /// <param name="values">One value for each direction.</param>
    /// <param name="directions">Which values are better.</param>
    public static double[] Losses(IReadOnlyList<double> values, IReadOnlyList<StudyDirection> directions) => [.. values.Select((x, m) => directions[m] == StudyDirection.Minimize ? x : -x)];

    /// <summary>True when a has the smaller violation, or the same and its losses dominate.</summary>
    /// <remarks>Constrained domination of Deb et al. 2002, section VI. Negative violations count as 0, NaN as +∞.</remarks>
    public static bool Dominates(double[] a, double violationA, double[] b, double violationB)
    {
        var (x, y) = (Level(violationA), Level(violationB));
        return x == y ? Dominates(a, b) : x < y;
    }

    /// <summary>True when a is nowhere worse than b and somewhere better.</summary>
    public static bool Dominates(double[] a, double[] b)
    {
        var better = false;
        for (var m = 0; m < a.Length; m++)
        {
            var (x, y) = (Clean(a[m]), Clean(b[m]));
            if (x > y) { return false; }
            better |= x < y;
        }
        return better;
    }

    /// <summary>The rank of each point.</summary>
    /// <param name="points">Objective vectors of one length.</param>
    public static int[] Ranks(IReadOnlyList<double[]> points)
    {
        var ranks = new int[points.Count];
        var order = LexicographicOrder(points);
        var fronts = new List<List<int>>();
        for (var i = 0; i < order.Length; i++)
        {
            var point = order[i];
            ranks[point] = i > 0 && Compare(points[order[i - 1]], points[point]) == 0 ? ranks[order[i - 1]] : FirstFrontWithoutDominator(fronts, points, points[point]);
            if (ranks[point] == fronts.Count) { fronts.Add([]); }
            fronts[ranks[point]].Add(point);
        }
        return ranks;
    }

    /// <summary>The rank of each point under constraints: every feasible point before every infeasible one; infeasible ones by their violation, equal violations by dominance.</summary>
    /// <param name="points">Objective vectors of one length.</param>
    /// <param name="violations">Sum of the positive parts of the constraints of each point, 0 where feasible; NaN counts as +∞.</param>
    /// <remarks>Constrained domination of Deb et al. 2002, section VI.</remarks>
    public static int[] Ranks(IReadOnlyList<double[]> points, IReadOnlyList<double> violations)
    {
        if (violations.Count != points.Count) { throw new ArgumentException($"{violations.Count} violations do not fit {points.Count} points."); }
        var ranks = new int[points.Count];
        var next = 0;
        foreach (var level in Enumerable.Range(0, points.Count).GroupBy(i => Level(violations[i])).OrderBy(x => x.Key))
        {
            var members = level.ToArray();
            var inside = Ranks([.. members.Select(i => points[i])]);
            for (var i = 0; i < members.Length; i++) { ranks[members[i]] = next + inside[i]; }
            next += inside.Max() + 1;
        }
        return ranks;
    }

    /// <summary>The best of the complete trials, in order: those of the least violation that no other of them dominates; of equal ones all.</summary>
    /// <param name="trials">Trials of one study. Those that are not complete, have another number of objectives or a NaN among them are never best; ±∞ counts as what it is.</param>
    /// <param name="directions">Which values are better, one entry for each objective.</param>
    public static IReadOnlyList<Trial> Front(IEnumerable<Trial> trials, IReadOnlyList<StudyDirection> directions)
    {
        var complete = trials.Where(x => CanBeBest(x, directions)).ToList();
        var ranks = Ranks([.. complete.Select(x => Losses(x.Values, directions))], [.. complete.Select(x => x.Violation)]);
        return [.. complete.Where((_, i) => ranks[i] == 0)];
    }

    /// <summary>True for a complete trial with all objectives, none of them NaN.</summary>
    public static bool CanBeBest(Trial trial, IReadOnlyList<StudyDirection> directions) =>
        trial.State == TrialState.Complete && trial.Values.Count == directions.Count && !trial.Values.Any(double.IsNaN);

    /// <summary>Order by the first objective, then the second, and so on; equal points by index.</summary>
    internal static int[] LexicographicOrder(IReadOnlyList<double[]> points)
    {
        var order = Enumerable.Range(0, points.Count).ToArray();
        Array.Sort(order, (a, b) => Compare(points[a], points[b]) is var c && c != 0 ? c : a.CompareTo(b));
        return order;
    }

    private static int FirstFrontWithoutDominator(List<List<int>> fronts, IReadOnlyList<double[]> points, double[] point)
    {
        var (low, high) = (0, fronts.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (IsDominated(fronts[middle], points, point)) { low = middle + 1; } else { high = middle; }
        }
        return low;
    }

    /// <summary>With two objectives the youngest member of a front has its least second objective, so it alone decides.</summary>
    private static bool IsDominated(List<int> front, IReadOnlyList<double[]> points, double[] point)
    {
        if (point.Length <= 2) { return Dominates(points[front[^1]], point); }
        for (var i = front.Count - 1; i >= 0; i--)
        {
            if (Dominates(points[front[i]], point)) { return true; }
        }
        return false;
    }

    private static int Compare(double[] a, double[] b)
    {
        for (var m = 0; m < a.Length; m++)
        {
            var order = Clean(a[m]).CompareTo(Clean(b[m]));
            if (order != 0) { return order; }
        }
        return 0;
    }

    private static double Level(double violation) => Math.Max(0, Clean(violation));

    private static double Clean(double value) => double.IsNaN(value) ? double.PositiveInfinity : value;
}
