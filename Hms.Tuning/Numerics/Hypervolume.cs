namespace Hms.Tuning.Numerics;

/// <summary>The volume that points dominate below a reference point; all objectives are to be minimised.</summary>
/// <remarks>
/// Exact: a sweep for two and three objectives, above that the WFG recursion (While, Bradstreet, Barone, IEEE Trans. Evol. Comput. 16(1), 2012).
/// Points that are not below the reference in every objective add nothing; NaN counts as +∞; −∞ in a point gives +∞.
/// </remarks>
internal static class Hypervolume
{
    /// <summary>Volume of the union of the boxes [point, reference].</summary>
    /// <param name="points">Objective vectors; may be empty, dominated or repeated.</param>
    /// <param name="reference">Finite upper corner.</param>
    public static double Of(IEnumerable<double[]> points, double[] reference)
    {
        var inside = points.Where(x => IsInside(x, reference)).ToList();
        return inside.Count == 0 ? 0 : OfInside(inside, reference);
    }

    /// <summary>For each point what the volume would lose without it; 0 for dominated and repeated points.</summary>
    /// <param name="points">Objective vectors.</param>
    /// <param name="reference">Finite upper corner.</param>
    public static double[] Contributions(IReadOnlyList<double[]> points, double[] reference)
    {
        var contributions = new double[points.Count];
        for (var i = 0; i < points.Count; i++) { contributions[i] = IsInside(points[i], reference) ? Exclusive(points[i], points.Where((_, j) => j != i), reference) : 0; }
        return contributions;
    }

    /// <summary>Indices of a subset that dominates much volume: at each step the point that adds most, the earliest of equals.</summary>
    /// <param name="points">Objective vectors.</param>
    /// <param name="count">Size of the subset, at most the number of points.</param>
    /// <param name="reference">Finite upper corner.</param>
    /// <remarks>Greedy choice, at least 1 − 1/e of the best possible (Guerreiro, Fonseca, Paquete, Evolutionary Computation 24(3), 2016); lazily, as gains only shrink.</remarks>
    public static int[] GreedySubset(IReadOnlyList<double[]> points, int count, double[] reference)
    {
        var chosen = new List<int>();
        var gains = points.Select(x => IsInside(x, reference) ? Box(x, reference) : 0).ToArray();
        var asOf = new int[points.Count];
        while (chosen.Count < Math.Min(count, points.Count))
        {
            var best = -1;
            for (var i = 0; i < gains.Length; i++)
            {
                if (!chosen.Contains(i) && (best < 0 || gains[i] > gains[best])) { best = i; }
            }
            if (asOf[best] == chosen.Count || gains[best] == 0) { chosen.Add(best); }
            else { (gains[best], asOf[best]) = (Exclusive(points[best], chosen.Select(i => points[i]), reference), chosen.Count); }
        }
        return [.. chosen];
    }

    private static bool IsInside(double[] point, double[] reference)
    {
        if (point.Length != reference.Length) { throw new ArgumentException($"A point with {point.Length} objectives does not fit a reference with {reference.Length}."); }
        for (var m = 0; m < point.Length; m++)
        {
            if (!(point[m] < reference[m])) { return false; }
        }
        return true;
    }

    private static double OfInside(List<double[]> points, double[] reference) => reference.Length switch
    {
        1 => reference[0] - points.Min(x => x[0]),
        2 => Area(points, reference),
        3 => Volume(points, reference),
        _ => Recursive(points, reference),
    };

    private static double Area(List<double[]> points, double[] reference)
    {
        var area = 0.0;
        var low = reference[1];
        foreach (var point in points.OrderBy(x => x[0]).ThenBy(x => x[1]))
        {
            if (point[1] >= low) { continue; }
            area += (reference[0] - point[0]) * (low - point[1]);
            low = point[1];
        }
        return area;
    }

    /// <summary>Sweeps the third objective upwards; the staircase of the first two only grows.</summary>
    private static double Volume(List<double[]> points, double[] reference)
    {
        var stairs = new List<double[]>();
        var (volume, area, last) = (0.0, 0.0, 0.0);
        foreach (var point in points.OrderBy(x => x[2]))
        {
            if (area > 0) { volume += area * (point[2] - last); }
            last = point[2];
            if (stairs.Exists(x => x[0] <= point[0] && x[1] <= point[1])) { continue; }
            stairs.RemoveAll(x => x[0] >= point[0] && x[1] >= point[1]);
            stairs.Add(point);
            area = Area(stairs, reference);
        }
        return volume + area * (reference[2] - last);
    }

    /// <summary>Worst last objective first, so that the limited sets soon collapse.</summary>
    private static double Recursive(List<double[]> points, double[] reference)
    {
        var front = Distinct(points).OrderByDescending(x => x[^1]).ToList();
        var volume = 0.0;
        for (var i = 0; i < front.Count; i++) { volume += Exclusive(front[i], front.Skip(i + 1), reference); }
        return volume;
    }

    /// <summary>The point's box less what the others, limited to that box, dominate.</summary>
    private static double Exclusive(double[] point, IEnumerable<double[]> others, double[] reference)
    {
        var limited = new List<double[]>();
        foreach (var other in others)
        {
            if (!IsInside(other, reference)) { continue; }
            var corner = new double[point.Length];
            for (var m = 0; m < corner.Length; m++) { corner[m] = Math.Max(point[m], other[m]); }
            limited.Add(corner);
        }
        var box = Box(point, reference);
        if (limited.Count == 0) { return box; }
        var shared = OfInside(limited, reference);
        return double.IsPositiveInfinity(box) && double.IsPositiveInfinity(shared) ? 0 : Math.Max(0, box - shared);
    }

    private static List<double[]> Distinct(List<double[]> points)
    {
        var front = new List<double[]>();
        foreach (var point in points)
        {
            if (front.Exists(x => NowhereWorse(x, point))) { continue; }
            front.RemoveAll(x => NowhereWorse(point, x));
            front.Add(point);
        }
        return front;
    }

    private static bool NowhereWorse(double[] a, double[] b)
    {
        for (var m = 0; m < a.Length; m++)
        {
            if (a[m] > b[m]) { return false; }
        }
        return true;
    }

    private static double Box(double[] point, double[] reference)
    {
        var volume = 1.0;
        for (var m = 0; m < point.Length; m++) { volume *= reference[m] - point[m]; }
        return volume;
    }
}
