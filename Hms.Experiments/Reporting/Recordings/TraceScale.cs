using Hms.Signal.Statistics;

namespace Hms.Experiments.Reporting.Recordings;

/// <summary>How many uV a trace has room for.</summary>
/// <param name="MicrovoltsPerMillimetre">Sensitivity, where 10 mm lie between two traces.</param>
internal sealed record TraceScale(double MicrovoltsPerMillimetre)
{
    /// <summary>Millimetres between two traces.</summary>
    public const double SpacingMillimetres = 10;

    /// <summary>An EEG's peaks: all but 1 % of a trace.</summary>
    public const double EegPeaks = 0.99;

    /// <summary>The R waves of an EKG take 1 to 3 % of the time.</summary>
    public const double EkgPeaks = 0.999;

    private const double PeakRoom = 0.7;
    private const double UsualMicrovoltsPerMillimetre = 7;
    private const double FittedTraces = 0.8;
    private const double MostMedians = 2.5;
    private static readonly double[] Steps = [1, 1.5, 2, 3, 5, 7];

    /// <summary>uV from one baseline to the next; what exceeds it is cut.</summary>
    public double SpacingMicrovolts => MicrovoltsPerMillimetre * SpacingMillimetres;

    /// <summary>The sensitivity in words.</summary>
    public string Text => FormattableString.Invariant($"{MicrovoltsPerMillimetre:0.###} uV/mm");

    /// <summary>The finest usual sensitivity at which the peaks of four traces of five keep within 0.7 of the room, but at most that for 2.5 times the median peak, so that one bad electrode, which spoils up to four derivations, does not flatten the page.</summary>
    /// <param name="traces">Signals in uV; NaN and silent ones are left out. 7 uV/mm where nothing is left.</param>
    /// <param name="peaks">Part of a trace that stays below its peak: <see cref="EegPeaks"/> or <see cref="EkgPeaks"/>.</param>
    public static TraceScale Fit(IEnumerable<float[]> traces, double peaks)
    {
        float[] heights = [.. traces.Select(trace => (float)Quantiles.Compute([.. trace.Select(Math.Abs)], peaks)).Where(peak => peak > 0)];
        if (heights.Length == 0) { return new TraceScale(UsualMicrovoltsPerMillimetre); }
        var peak = Math.Min(Quantiles.Compute(heights, FittedTraces), MostMedians * Quantiles.Median(heights));
        var wanted = peak / (PeakRoom * SpacingMillimetres);
        var power = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
        return new TraceScale(Steps.Append(10).Select(step => Math.Round(step * power, 6)).First(step => step >= wanted * (1 - 1e-9)));
    }

    /// <summary>How many samples lie beyond the room of a trace.</summary>
    public int CountCut(float[] trace) => trace.Count(value => Math.Abs(value) > SpacingMicrovolts);
}
