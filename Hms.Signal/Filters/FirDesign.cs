namespace Hms.Signal.Filters;

/// <summary>Linear-phase filters of finite length by the window method, as scipy.signal.firwin with scale=True.</summary>
/// <remarks>
/// The ideal impulse response (a difference of two sinc functions), cut by a symmetric window, then scaled so that the gain is 1 in the pass band:
/// at 0 Hz (low-pass, band-stop), at the Nyquist frequency (high-pass) or in the middle of the band (band-pass). At a cutoff the gain is about one half (-6 dB).
/// </remarks>
public static class FirDesign
{
    /// <summary>Most taps.</summary>
    public const int MaximumTaps = 1_000_001;

    /// <summary>Passes frequencies below the cutoff.</summary>
    /// <param name="taps">Length of the filter, 1 to <see cref="MaximumTaps"/>; odd where it shall run without delay.</param>
    /// <param name="cutoffHz">Cutoff in Hz, above 0 and below half the sample rate.</param>
    /// <param name="sampleRateHz">Sample rate in Hz.</param>
    /// <param name="window">Window; default Hamming.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range; the message names the range.</exception>
    public static FirFilter LowPass(int taps, double cutoffHz, double sampleRateHz, FirWindow window = default)
    {
        RequireTaps(taps);
        FrequencyRules.RequireInside("Cutoff", cutoffHz, sampleRateHz, nameof(cutoffHz));
        return Windowed(taps, window, scaleAt: 0, (0, 2 * cutoffHz / sampleRateHz));
    }

    /// <summary>Passes frequencies above the cutoff.</summary>
    /// <param name="taps">Length of the filter, odd (an even one has no gain at the Nyquist frequency), 1 to <see cref="MaximumTaps"/>.</param>
    /// <param name="cutoffHz">Cutoff in Hz, above 0 and below half the sample rate.</param>
    /// <param name="sampleRateHz">Sample rate in Hz.</param>
    /// <param name="window">Window; default Hamming.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range; the message names the range.</exception>
    public static FirFilter HighPass(int taps, double cutoffHz, double sampleRateHz, FirWindow window = default)
    {
        RequireTaps(taps);
        RequireOdd(taps, "high-pass");
        FrequencyRules.RequireInside("Cutoff", cutoffHz, sampleRateHz, nameof(cutoffHz));
        return Windowed(taps, window, scaleAt: 1, (2 * cutoffHz / sampleRateHz, 1));
    }

    /// <summary>Passes frequencies between two cutoffs.</summary>
    /// <param name="taps">Length of the filter, 1 to <see cref="MaximumTaps"/>; odd where it shall run without delay.</param>
    /// <param name="lowHz">Lower cutoff in Hz, above 0.</param>
    /// <param name="highHz">Upper cutoff in Hz, above the lower one and below half the sample rate.</param>
    /// <param name="sampleRateHz">Sample rate in Hz.</param>
    /// <param name="window">Window; default Hamming.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range; the message names the range.</exception>
    public static FirFilter BandPass(int taps, double lowHz, double highHz, double sampleRateHz, FirWindow window = default)
    {
        RequireTaps(taps);
        FrequencyRules.RequireBand(lowHz, highHz, sampleRateHz);
        var (low, high) = (2 * lowHz / sampleRateHz, 2 * highHz / sampleRateHz);
        return Windowed(taps, window, scaleAt: (low + high) / 2, (low, high));
    }

    /// <summary>Stops frequencies between two cutoffs.</summary>
    /// <param name="taps">Length of the filter, odd (an even one has no gain at the Nyquist frequency), 1 to <see cref="MaximumTaps"/>.</param>
    /// <param name="lowHz">Lower cutoff in Hz, above 0.</param>
    /// <param name="highHz">Upper cutoff in Hz, above the lower one and below half the sample rate.</param>
    /// <param name="sampleRateHz">Sample rate in Hz.</param>
    /// <param name="window">Window; default Hamming.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range; the message names the range.</exception>
    public static FirFilter BandStop(int taps, double lowHz, double highHz, double sampleRateHz, FirWindow window = default)
    {
        RequireTaps(taps);
        RequireOdd(taps, "band-stop");
        FrequencyRules.RequireBand(lowHz, highHz, sampleRateHz);
        return Windowed(taps, window, scaleAt: 0, (0, 2 * lowHz / sampleRateHz), (2 * highHz / sampleRateHz, 1));
    }

    /// <summary>The impulse response of pass bands given as fractions of the Nyquist frequency.</summary>
    internal static double[] Coefficients(int taps, FirWindow window, double scaleAt, params ReadOnlySpan<(double Low, double High)> bands)
    {
        var coefficients = window.Create(taps);
        var gain = 0.0;
        for (var i = 0; i < taps; i++)
        {
            var distance = i - 0.5 * (taps - 1);
            var ideal = 0.0;
            foreach (var (low, high) in bands) { ideal += high * Sinc(high * distance) - low * Sinc(low * distance); }
            coefficients[i] *= ideal;
            gain += coefficients[i] * Math.Cos(Math.PI * distance * scaleAt);
        }
        for (var i = 0; i < taps; i++) { coefficients[i] /= gain; }
        return coefficients;
    }

    private static FirFilter Windowed(int taps, FirWindow window, double scaleAt, params ReadOnlySpan<(double Low, double High)> bands) =>
        new(Coefficients(taps, window, scaleAt, bands));

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    private static void RequireTaps(int taps)
    {
        if (taps is < 1 or > MaximumTaps) { throw new ArgumentOutOfRangeException(nameof(taps), taps, $"Number of taps {taps} must lie between 1 and {MaximumTaps}."); }
    }

    private static void RequireOdd(int taps, string kind)
    {
        if (taps % 2 == 0) { throw new ArgumentOutOfRangeException(nameof(taps), taps, $"A {kind} filter needs an odd number of taps, not {taps}; take {taps + 1}."); }
    }
}
