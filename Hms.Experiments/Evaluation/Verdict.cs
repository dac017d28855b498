using System.Globalization;

namespace Hms.Experiments.Evaluation;

/// <summary>What a paired comparison allows to say.</summary>
/// <remarks>
/// A difference counts as one when both measures of its uncertainty say so: it exceeds Student's 97.5 % point with (patients - 1) degrees of freedom in
/// cluster-robust standard errors, and the bootstrap interval by patient leaves out 0. How often two equal models are told apart by this: docs/guide/evaluation.md.
/// </remarks>
public static class Verdict
{
    /// <summary>97.5 % point of the normal distribution.</summary>
    private const double Normal975 = 1.959963984540054;

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
    /// <param name="degrees">Degrees of freedom, from 1; error below 0.4 % from 4 up, below 3 % from 2 up.</param>
    /// <remarks>Cornish-Fisher expansion (Abramowitz and Stegun, 26.7.5).</remarks>
    internal static double Student975(int degrees)
    {
        double z = Normal975, n = degrees;
        var g1 = (Math.Pow(z, 3) + z) / 4;
        var g2 = (5 * Math.Pow(z, 5) + 16 * Math.Pow(z, 3) + 3 * z) / 96;
        var g3 = (3 * Math.Pow(z, 7) + 19 * Math.Pow(z, 5) + 17 * Math.Pow(z, 3) - 15 * z) / 384;
        var g4 = (79 * Math.Pow(z, 9) + 776 * Math.Pow(z, 7) + 1482 * Math.Pow(z, 5) - 1920 * Math.Pow(z, 3) - 945 * z) / 92160;
        return z + g1 / n + g2 / (n * n) + g3 / Math.Pow(n, 3) + g4 / Math.Pow(n, 4);
    }

    private static string Signed(double value) => value.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);

    private static string F(double value, string format = "F4") => value.ToString(format, CultureInfo.InvariantCulture);
}
