namespace Hms.Signal.Filters;

/// <summary>Checks of frequencies that all designs share.</summary>
internal static class FrequencyRules
{
    /// <summary>Requires a frequency above 0 and below half the sample rate.</summary>
    /// <param name="what">The word for it in the message.</param>
    /// <param name="frequencyHz">The frequency.</param>
    /// <param name="sampleRateHz">The sample rate.</param>
    /// <param name="name">Name of the parameter.</param>
    public static void RequireInside(string what, double frequencyHz, double sampleRateHz, string name)
    {
        if (!(sampleRateHz > 0) || double.IsInfinity(sampleRateHz))
        {
            throw new ArgumentOutOfRangeException(nameof(sampleRateHz), sampleRateHz, FormattableString.Invariant($"Sample rate {sampleRateHz} Hz must be above 0."));
        }
        if (!(frequencyHz > 0)) { throw new ArgumentOutOfRangeException(name, frequencyHz, FormattableString.Invariant($"{what} {frequencyHz} Hz must be above 0 Hz.")); }
        if (!(frequencyHz < sampleRateHz / 2))
        {
            throw new ArgumentOutOfRangeException(name, frequencyHz, FormattableString.Invariant(
                $"{what} {frequencyHz} Hz must be below the Nyquist frequency {sampleRateHz / 2} Hz (sample rate {sampleRateHz} Hz)."));
        }
    }

    /// <summary>Requires two cutoffs in order.</summary>
    public static void RequireBand(double lowHz, double highHz, double sampleRateHz)
    {
        RequireInside("Cutoff", lowHz, sampleRateHz, nameof(lowHz));
        RequireInside("Cutoff", highHz, sampleRateHz, nameof(highHz));
        if (!(lowHz < highHz))
        {
            throw new ArgumentOutOfRangeException(nameof(lowHz), lowHz, FormattableString.Invariant($"Lower cutoff {lowHz} Hz must be below the upper cutoff {highHz} Hz."));
        }
    }
}
