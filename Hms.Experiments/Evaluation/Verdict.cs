using System.Globalization;
using MathNet.Numerics.Distributions;

namespace Hms.Experiments.Evaluation;

/// <summary>What a paired comparison allows to say.</summary>
/// <remarks>
/// A difference counts as one when both measures of its uncertainty say so: it exceeds Student's 97.5 % point with (patients - 1) degrees of freedom in
/// cluster-robust standard errors, and the bootstrap interval by patient leaves out 0. How often two equal models are told apart by this: docs/guide/evaluation.md.
/// </remarks>
public static class Verdict
{
    /// <summary>Whether the comparison tells the two apart.</summary>
    /// <param name="comparison">The comparison.</param>
    public static bool TellsApart(PairedComparison comparison) => TellsApart(comparison.Gain, comparison.Interval);

    /// <summary>Whether a paired gain and its interval tell the two apart.</summary>
    /// <param name="gain">The gain.</param>
    /// <param name="interval">Its bootstrap interval by patient; null (too few patients) never does.</param>
    internal static bool TellsApart(PairedGain gain, BootstrapInterval? interval) =>
        interval is not null && (interval.Low > 0 || interval.High < 0) && Math.Abs(gain.StandardErrors) > Student975(gain.Groups - 1);

    /// <summary>The verdict as one plain sentence.</summary>
    /// <param name="comparison">The comparison.</param>
    public static string Of(PairedComparison comparison)
    {
        var (gain, names) = (comparison.Gain, $"{comparison.Candidate} and {comparison.Reference}");
        if (gain.Mean == 0 && comparison.BetterRows == 0) { return $"{names} score the same on each of {gain.Rows} rows."; }
        if (comparison.Interval is not { } interval) { return $"No difference between {names} can be told from {gain.Groups} patients: they are too few (measured {Signed(gain.Mean)})."; }
        var figures = $"{F(Math.Abs(gain.StandardErrors), "F1")} SE; {F(100 * interval.Level, "0.#")} % {Signed(interval.Low)} to {Signed(interval.High)}";
        return !TellsApart(comparison)
            ? $"No difference between {names} can be told from these {gain.Groups} patients: {Signed(gain.Mean)} +- {F(gain.StandardError)} ({figures})."
            : $"{comparison.Candidate} is {(gain.Mean > 0 ? "better" : "worse")} than {comparison.Reference} by {F(Math.Abs(gain.Mean))} +- {F(gain.StandardError)} ({figures}).";
    }

    /// <summary>97.5 % point of Student's distribution.</summary>
    /// <param name="degrees">Degrees of freedom, from 1.</param>
    internal static double Student975(int degrees) => StudentT.InvCDF(0, 1, degrees, 0.975);

    private static string Signed(double value) => value.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);

    private static string F(double value, string format = "F4") => value.ToString(format, CultureInfo.InvariantCulture);
}
