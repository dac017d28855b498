using Hms.Signal.Statistics;

namespace Hms.Experiments.Reporting.Recordings;

/// <summary>How many uV a trace has room for.</summary>
/// <param name="MicrovoltsPerMillimetre">Sensitivity, where 10 mm lie between two traces.</param>
internal sealed record TraceScale(double MicrovoltsPerMillimetre)
{
    /// <summary>Millimetres between two traces.</summary>
    public const double SpacingMillimetres = 10;

    private const double TypicalPeak = 0.98;
    private static readonly double[] Steps = [1, 1.5, 2, 3, 5, 7];

    /// <summary>uV from one baseline to the next; what exceeds it is cut.</summary>
    public double SpacingMicrovolts => MicrovoltsPerMillimetre * SpacingMillimetres;

    /// <summary>The sensitivity in words.</summary>
    public string Text => FormattableString.Invariant($"{MicrovoltsPerMillimetre:0.###} uV/mm");

    /// <summary>The finest usual sensitivity at which most of a middling trace stays within half the room, so that one artefact does not flatten the page.</summary>
    /// <param name="traces">Signals in uV; NaN and silent ones are left out.</param>
    public static TraceScale Fit(IEnumerable<float[]> traces)
    {
        float[] typical = [.. traces.Select(trace => (float)Quantiles.Compute([.. trace.Select(Math.Abs)], TypicalPeak)).Where(peak => peak > 0)];
        var wanted = typical.Length == 0 ? 7 : 2 * Quantiles.Median(typical) / SpacingMillimetres;
        var power = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
        return new TraceScale(Steps.Append(10).Select(step => Math.Round(step * power, 6)).First(step => step >= wanted * (1 - 1e-9)));
    }

    /// <summary>How many samples lie beyond the room of a trace.</summary>
    public int CountCut(float[] trace) => trace.Count(value => Math.Abs(value) > SpacingMicrovolts);
}
