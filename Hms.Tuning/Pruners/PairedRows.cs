using Hms.Tuning.Numerics;

namespace Hms.Tuning.Pruners;

/// <summary>Whether the rows of one model are worse than those of another, row by row: a one-sided paired test on the mean difference.</summary>
internal static class PairedRows
{
    /// <summary>Fewer units (rows or groups) say too little for a normal approximation.</summary>
    public const int LeastUnits = 10;

    /// <summary>p-value of "not worse"; null when the rows cannot be paired or are too few. Rows where either loss is not finite are left out.</summary>
    /// <param name="own">Losses of the judged model.</param>
    /// <param name="other">Losses of the other model on the same rows.</param>
    /// <param name="groups">Group of each row, whose mean counts once; null when every row counts by itself.</param>
    public static double? PValueWorse(float[] own, float[] other, IReadOnlyList<int>? groups)
    {
        if (own.Length != other.Length || (groups is not null && groups.Count != own.Length)) { return null; }
        var units = groups is null ? Differences(own, other) : GroupMeans(own, other, groups);
        if (units.Count < LeastUnits) { return null; }
        var mean = units.Average();
        var variance = units.Sum(x => (x - mean) * (x - mean)) / (units.Count - 1);
        if (variance == 0) { return mean > 0 ? 0 : 1; }
        return Math.Exp(Gaussian.LogCdf(-mean / Math.Sqrt(variance / units.Count)));
    }

    private static List<double> Differences(float[] own, float[] other)
    {
        var differences = new List<double>(own.Length);
        for (var i = 0; i < own.Length; i++)
        {
            if (float.IsFinite(own[i]) && float.IsFinite(other[i])) { differences.Add((double)own[i] - other[i]); }
        }
        return differences;
    }

    private static List<double> GroupMeans(float[] own, float[] other, IReadOnlyList<int> groups)
    {
        var sums = new SortedDictionary<int, (double Sum, int Count)>();
        for (var i = 0; i < own.Length; i++)
        {
            if (!float.IsFinite(own[i]) || !float.IsFinite(other[i])) { continue; }
            var (sum, count) = sums.GetValueOrDefault(groups[i]);
            sums[groups[i]] = (sum + own[i] - other[i], count + 1);
        }
        return [.. sums.Values.Select(x => x.Sum / x.Count)];
    }
}
