namespace Hms.Tuning.Numerics;

/// <summary>Crowding distance of the points of one front.</summary>
internal static class ParetoCrowding
{
    /// <summary>For each point the sum over the objectives of the gap between its two neighbours, as a share of the front's range; +∞ for the ends of each objective.</summary>
    /// <param name="points">Objective vectors of one front; values that are not finite count as the nearest finite end of their objective.</param>
    /// <remarks>Deb et al., IEEE Trans. Evol. Comput. 6(2), 2002, section III-B. An objective without range adds nothing but its ends, the first and last by index.</remarks>
    public static double[] Distances(IReadOnlyList<double[]> points)
    {
        var distances = new double[points.Count];
        for (var m = 0; points.Count > 0 && m < points[0].Length; m++) { Add(points, m, distances); }
        return distances;
    }

    private static void Add(IReadOnlyList<double[]> points, int objective, double[] distances)
    {
        var values = Finite(points, objective);
        var order = Enumerable.Range(0, values.Length).ToArray();
        Array.Sort(order, (a, b) => values[a].CompareTo(values[b]) is var c && c != 0 ? c : a.CompareTo(b));
        var range = values[order[^1]] - values[order[0]];
        distances[order[0]] = distances[order[^1]] = double.PositiveInfinity;
        for (var i = 1; i < order.Length - 1 && range > 0; i++) { distances[order[i]] += (values[order[i + 1]] - values[order[i - 1]]) / range; }
    }

    private static double[] Finite(IReadOnlyList<double[]> points, int objective)
    {
        var finite = points.Select(x => x[objective]).Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (least, greatest) = (finite.Min(), finite.Max());
        return [.. points.Select(x => double.IsNaN(x[objective]) ? greatest : Math.Clamp(x[objective], least, greatest))];
    }
}
