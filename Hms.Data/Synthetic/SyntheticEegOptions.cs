namespace Hms.Data.Synthetic;

/// <summary>What synthetic data set to make.</summary>
public sealed record SyntheticEegOptions
{
    /// <summary>Number of patients; default 60 (about 270 EEGs).</summary>
    public int Patients { get; init; } = 60;

    /// <summary>Seed; the same seed and options give the same bytes. Default 7.</summary>
    public ulong Seed { get; init; } = 7;

    /// <summary>
    /// Mean number of spectrograms a patient; each carries 1 or 2 EEGs (1.53 on average). Default 2.9, so 4.4 EEGs a patient; the competition's 8.8 are 5.7.
    /// The numbers of patients spread with a heavy tail: half have at most two thirds of the mean, one of a hundred about five times as many.
    /// </summary>
    public double MeanSpectrogramsPerPatient { get; init; } = 2.9;

    /// <summary>Amplitude of the patterns relative to the background in bipolar channels (median over recordings). Default 1.3; smaller is harder.</summary>
    public double PatternToBackground { get; init; } = 1.3;

    /// <summary>Threads that write patients side by side, or 0 for one per processor (default); without effect on the bytes.</summary>
    public int Parallelism { get; init; }

    /// <summary>All rules that the values break; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (Patients is < 1 or > 100_000) { errors.Add($"Patients {Patients} must be 1 to 100,000."); }
        if (!(MeanSpectrogramsPerPatient is >= 1 and <= 20)) { errors.Add(FormattableString.Invariant($"MeanSpectrogramsPerPatient {MeanSpectrogramsPerPatient} must be 1 to 20.")); }
        if (!(PatternToBackground is >= 0 and <= 100)) { errors.Add(FormattableString.Invariant($"PatternToBackground {PatternToBackground} must be 0 to 100.")); }
        if (Parallelism < 0) { errors.Add($"Parallelism {Parallelism} must be 0 or above."); }
        return errors;
    }
}
