using System.Text.Json.Serialization;
using Hms.Experiments.Reporting;
using Hms.Tuning.Pruners;

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
    public static PairedGain Compute(IReadOnlyList<double> reference, IReadOnlyList<double> candidate, IReadOnlyList<long> groups)
    {
        if (reference.Count != candidate.Count || reference.Count != groups.Count || reference.Count == 0)
        {
            throw new ArgumentException($"Row scores do not pair up: {reference.Count} of the reference, {candidate.Count} of the candidate, {groups.Count} groups.");
        }
        var difference = ClusteredDifference.Of([.. Enumerable.Range(0, groups.Count).Select(i => (reference[i] - candidate[i], groups[i]))]);
        return new PairedGain(difference.Mean, difference.StandardError, difference.Rows, difference.Groups);
    }
}
