using System.Globalization;

namespace Hms.Signal.Spectra;

/// <summary>A named range of frequencies.</summary>
/// <param name="Name">Name, for the slots of a feature vector.</param>
/// <param name="LowHz">Lower edge in Hz, included.</param>
/// <param name="HighHz">Upper edge in Hz, included.</param>
public sealed record FrequencyBand(string Name, double LowHz, double HighHz)
{
    /// <summary>0.5 to 4 Hz.</summary>
    public static FrequencyBand Delta { get; } = new("delta", 0.5, 4);

    /// <summary>4 to 8 Hz.</summary>
    public static FrequencyBand Theta { get; } = new("theta", 4, 8);

    /// <summary>8 to 13 Hz.</summary>
    public static FrequencyBand Alpha { get; } = new("alpha", 8, 13);

    /// <summary>13 to 30 Hz.</summary>
    public static FrequencyBand Beta { get; } = new("beta", 13, 30);

    /// <summary>30 to 45 Hz: below the mains.</summary>
    public static FrequencyBand Gamma { get; } = new("gamma", 30, 45);

    /// <summary>Delta, theta, alpha, beta, gamma.</summary>
    public static IReadOnlyList<FrequencyBand> Standard { get; } = [Delta, Theta, Alpha, Beta, Gamma];

    /// <summary>Reads the name of a standard band, or a band of one's own: <c>alpha</c>, <c>mu=8-12</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">It is neither; the message says what is.</exception>
    public static FrequencyBand Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Standard.FirstOrDefault(band => string.Equals(band.Name, text, StringComparison.OrdinalIgnoreCase)) is { } standard) { return standard; }
        var parts = text.Split('=', '-');
        if (parts.Length == 3 && TryHz(parts[1], out var low) && TryHz(parts[2], out var high)) { return new FrequencyBand(parts[0].Trim(), low, high); }
        throw new ArgumentException($"Band \"{text}\" is unknown; write {string.Join(", ", Standard.Select(band => band.Name))}, or a band of your own as name=low-high, for example mu=8-12.", nameof(text));
    }

    /// <summary>All errors of a list of bands; empty where they are usable.</summary>
    /// <param name="bands">The bands.</param>
    /// <param name="sampleRateHz">Sample rate in Hz; null where it is not known yet.</param>
    public static IReadOnlyList<string> Validate(IReadOnlyList<FrequencyBand> bands, double? sampleRateHz)
    {
        ArgumentNullException.ThrowIfNull(bands);
        var errors = new List<string>();
        foreach (var band in bands)
        {
            if (string.IsNullOrWhiteSpace(band.Name)) { errors.Add(FormattableString.Invariant($"The band {band.LowHz}-{band.HighHz} Hz has no name.")); }
            if (!(band.LowHz >= 0 && band.LowHz < band.HighHz)) { errors.Add(FormattableString.Invariant($"Band {band.Name}: LowHz {band.LowHz} must be at least 0 and below HighHz {band.HighHz}.")); }
            if (band.HighHz > sampleRateHz / 2)
            {
                errors.Add(FormattableString.Invariant($"Band {band.Name}: HighHz {band.HighHz} must not exceed the Nyquist frequency {sampleRateHz / 2} Hz (sample rate {sampleRateHz} Hz)."));
            }
        }
        foreach (var name in bands.GroupBy(band => band.Name).Where(group => group.Count() > 1).Select(group => group.Key)) { errors.Add($"Band {name} occurs twice; names must differ."); }
        return errors;
    }

    private static bool TryHz(string text, out double value) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
}
