using Hms.Data.Files;
using Hms.Signal.Montages;

namespace Hms.Experiments.Reporting.Recordings;

/// <summary>Which part of an EEG a page shows, and how.</summary>
internal sealed record EegPageOptions
{
    /// <summary>The longest page in s.</summary>
    public const double LongestSeconds = 600;

    private const double Nyquist = EegFile.SampleRateHz / 2.0;

    /// <summary>The derivations. Default the double banana with the midline.</summary>
    public Montage Montage { get; init; } = Montage.LongitudinalBipolar18;

    /// <summary>Length of the page in s. Default 10.</summary>
    public double Seconds { get; init; } = 10;

    /// <summary>First second of the page, from the start of the file; null, the default, centres the page on the labelled window.</summary>
    public double? StartSeconds { get; init; }

    /// <summary>The eeg_sub_id of the labelled window; null, the default, is the one in the middle.</summary>
    public int? Window { get; init; }

    /// <summary>Lower edge of the band that is shown, in Hz; null for none. Default 0.5.</summary>
    public double? LowHz { get; init; } = 0.5;

    /// <summary>Upper edge of the band that is shown, in Hz; null for none. Default 40.</summary>
    public double? HighHz { get; init; } = 40;

    /// <summary>Mains frequency that is removed, 50 or 60 Hz; null, the default, for none.</summary>
    public double? NotchHz { get; init; }

    /// <summary>Sensitivity in uV/mm, where 10 mm lie between two traces; null, the default, fits the page.</summary>
    public double? MicrovoltsPerMillimetre { get; init; }

    /// <summary>Which way a negative voltage points. Default upwards.</summary>
    public EegPolarity Polarity { get; init; } = EegPolarity.NegativeUp;

    /// <summary>The filter in words, as the page states it.</summary>
    public string FilterText => string.Join(", ", new[]
    {
        (LowHz, HighHz) switch
        {
            ({ } low, { } high) => FormattableString.Invariant($"{low:G4}-{high:G4} Hz"),
            ({ } low, null) => FormattableString.Invariant($"above {low:G4} Hz"),
            (null, { } high) => FormattableString.Invariant($"below {high:G4} Hz"),
            _ => "unfiltered",
        },
        NotchHz is { } notch ? FormattableString.Invariant($"notch {notch:G4} Hz") : "no notch",
    });

    /// <summary>All that is wrong with these options.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (!(Seconds is >= 1 and <= LongestSeconds)) { errors.Add(FormattableString.Invariant($"--seconds {Seconds} must be from 1 to {LongestSeconds}.")); }
        if (StartSeconds is { } start && !(start >= 0 && double.IsFinite(start))) { errors.Add(FormattableString.Invariant($"--start {start} must be 0 or above.")); }
        if (StartSeconds is not null && Window is not null) { errors.Add("--start and --window both say where the page lies; give one of them."); }
        foreach (var edge in new[] { LowHz, HighHz })
        {
            if (edge is { } hz && !(hz is > 0 and < Nyquist)) { errors.Add(FormattableString.Invariant($"--filter edge {hz} Hz must be above 0 and below {Nyquist} Hz, half the sample rate.")); }
        }
        if (LowHz >= HighHz) { errors.Add(FormattableString.Invariant($"--filter {LowHz}-{HighHz}: the lower edge must be below the upper one.")); }
        if (NotchHz is not (null or 50 or 60)) { errors.Add(FormattableString.Invariant($"--notch {NotchHz} must be 50, 60 or none.")); }
        if (MicrovoltsPerMillimetre is { } sensitivity && !(sensitivity is >= 0.1 and <= 10_000)) { errors.Add(FormattableString.Invariant($"--sensitivity {sensitivity} uV/mm must be from 0.1 to 10000, or auto.")); }
        return errors;
    }
}
