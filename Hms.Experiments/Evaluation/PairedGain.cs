using System.Text.Json.Serialization;
using Hms.Experiments.Reporting;

namespace Hms.Experiments.Evaluation;

/// <summary>Mean difference of two predictors' row scores on the same rows, with a standard error that knows that rows of one patient are alike.</summary>
/// <param name="Mean">Mean of reference minus candidate: positive where the candidate is better.</param>
/// <param name="StandardError">Cluster-robust standard error of the mean; NaN with fewer than two patients.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Groups">Number of patients.</param>
public sealed record PairedGain(double Mean, double StandardError, int Rows, int Groups)
{
    /// <summary>The gain in standard errors; NaN or infinite (in JSON null) where the standard error is 0 or unknown.</summary>
    [JsonConverter(typeof(NotFiniteAsNull))]
    public double StandardErrors => Mean / StandardError;

    /// <summary>Compares row by row.</summary>
    /// <param name="reference">Row scores of the reference (smaller is better).</param>
    /// <param name="candidate">Row scores of the candidate, same rows.</param>
    /// <param name="groups">Patient of each row.</param>
    /// <remarks>
    /// Sandwich estimator of a mean over clusters: SE = sqrt(G / (G-1) * sum over groups of (sum of the group's deviations)^2) / n
    /// (Cameron and Miller, "A practitioner's guide to cluster-robust inference", 2015, for a regression on a constant).
    /// </remarks>
    public static PairedGain Compute(IReadOnlyList<double> reference, IReadOnlyList<double> candidate, IReadOnlyList<long> groups)
    {
        if (reference.Count != candidate.Count || reference.Count != groups.Count || reference.Count == 0)
        {
            throw new ArgumentException($"Row scores do not pair up: {reference.Count} of the reference, {candidate.Count} of the candidate, {groups.Count} groups.");
        }
        var differences = reference.Zip(candidate, (r, c) => r - c).ToArray();
        var mean = differences.Average();
        var deviations = new Dictionary<long, double>();
        for (var i = 0; i < differences.Length; i++)
        {
            deviations[groups[i]] = deviations.GetValueOrDefault(groups[i]) + differences[i] - mean;
        }
        double count = deviations.Count;
        var standardError = count < 2 ? double.NaN : Math.Sqrt(count / (count - 1) * deviations.Values.Sum(d => d * d)) / differences.Length;
        return new PairedGain(mean, standardError, differences.Length, deviations.Count);
    }
}
