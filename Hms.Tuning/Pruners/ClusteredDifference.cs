namespace Hms.Tuning.Pruners;

/// <summary>Mean of row differences, with a standard error that knows that rows of one group are alike.</summary>
/// <param name="Mean">Mean over rows.</param>
/// <param name="StandardError">Cluster-robust standard error of the mean; NaN with fewer than two groups.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Groups">Number of groups.</param>
/// <remarks>
/// Sandwich estimator of a mean over clusters: SE = sqrt(G / (G - 1) · sum over groups of (sum of the group's deviations)²) / n
/// (Cameron and Miller, "A practitioner's guide to cluster-robust inference", 2015, for a regression on a constant).
/// </remarks>
public sealed record ClusteredDifference(double Mean, double StandardError, int Rows, int Groups)
{
    /// <summary>Whether the mean lies above 0 by more than so many standard errors; never where there is no standard error.</summary>
    public bool IsAbove(double z) => Mean > 0 && Mean > z * StandardError;

    /// <summary>Computes mean and standard error.</summary>
    /// <param name="differences">Difference of each row with the number of its group; all finite.</param>
    public static ClusteredDifference Of(IReadOnlyList<(double Difference, long Group)> differences)
    {
        var mean = differences.Average(x => x.Difference);
        var deviations = new SortedDictionary<long, double>();
        foreach (var (difference, group) in differences) { deviations[group] = deviations.GetValueOrDefault(group) + difference - mean; }
        double count = deviations.Count;
        var error = count < 2 ? double.NaN : Math.Sqrt(count / (count - 1) * deviations.Values.Sum(x => x * x)) / differences.Count;
        return new ClusteredDifference(mean, error, differences.Count, deviations.Count);
    }
}
