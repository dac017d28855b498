namespace Hms.Signal.Filters;

/// <summary>Notch filters of second order: they remove one narrow line, the mains hum for example, as scipy.signal.iirnotch.</summary>
/// <remarks>
/// Source: S. J. Orfanidis, Introduction to Signal Processing, Prentice-Hall 1996, section 8.2. With w0 = 2 pi f / fs, beta = tan(w0 / 2Q) and gain = 1 / (1 + beta):
/// b = gain [1, -2 cos w0, 1], a = [1, -2 gain cos w0, 2 gain - 1]. The gain is 0 at the centre, 1 at 0 Hz and at the Nyquist frequency; the bandwidth at -3 dB is f / Q.
/// </remarks>
public static class NotchDesign
{
    /// <summary>Removes a line and, where asked for, its harmonics.</summary>
    /// <param name="centreHz">Frequency of the line in Hz, above 0 and below half the sample rate.</param>
    /// <param name="quality">Q: centre divided by the bandwidth at -3 dB; above 0, 30 is usual. Every harmonic has the same Q, so its notch is wider in Hz.</param>
    /// <param name="sampleRateHz">Sample rate in Hz.</param>
    /// <param name="harmonics">How many harmonics (2 f, 3 f, ...) are removed too; all below half the sample rate; default 0.</param>
    /// <returns>One section for the line and one for each harmonic.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range; the message names the range.</exception>
    public static SecondOrderSections Notch(double centreHz, double quality, double sampleRateHz, int harmonics = 0)
    {
        FrequencyRules.RequireInside("Notch", centreHz, sampleRateHz, nameof(centreHz));
        if (!(quality > 0) || double.IsInfinity(quality)) { throw new ArgumentOutOfRangeException(nameof(quality), quality, FormattableString.Invariant($"Quality {quality} must be above 0.")); }
        if (harmonics < 0) { throw new ArgumentOutOfRangeException(nameof(harmonics), harmonics, $"Number of harmonics {harmonics} must be at least 0."); }
        var lines = new List<FilterSection>();
        for (var multiple = 1; multiple <= harmonics + 1; multiple++)
        {
            var lineHz = multiple * centreHz;
            FrequencyRules.RequireInside(multiple == 1 ? "Notch" : $"Harmonic {multiple - 1} of the notch,", lineHz, sampleRateHz, nameof(harmonics));
            lines.Add(Line(lineHz, quality, sampleRateHz));
        }
        return new SecondOrderSections([.. lines]);
    }

    private static FilterSection Line(double lineHz, double quality, double sampleRateHz)
    {
        var angle = 2 * Math.PI * lineHz / sampleRateHz;
        if (!(angle / quality < Math.PI))
        {
            throw new ArgumentOutOfRangeException(nameof(quality), quality, FormattableString.Invariant(
                $"Quality {quality} gives a notch at {lineHz} Hz a bandwidth of {lineHz / quality} Hz; it must be below the Nyquist frequency {sampleRateHz / 2} Hz."));
        }
        var gain = 1 / (1 + Math.Tan(angle / quality / 2));
        var middle = -2 * gain * Math.Cos(angle);
        return new FilterSection(gain, middle, gain, middle, 2 * gain - 1);
    }
}
