namespace Hms.Signal.Spectra;

/// <summary>How a mel power spectrogram is computed; the defaults are those of the EEG images of hms: 128 mels of 0-20 Hz at 200 Hz.</summary>
/// <remarks>As librosa.feature.melspectrogram(center=True, pad_mode="constant", power=2, htk=False, norm="slaney") of librosa 0.10.</remarks>
public sealed record MelSpectrogramOptions
{
    /// <summary>Sample rate in Hz (librosa: sr). Default 200.</summary>
    public double SampleRateHz { get; init; } = 200;

    /// <summary>Samples from one window to the next (librosa: hop_length). Default 39, a 256th of 10,000 samples.</summary>
    public int HopSamples { get; init; } = 39;

    /// <summary>Points of the transform (librosa: n_fft). Default 1024.</summary>
    public int FftLength { get; init; } = 1024;

    /// <summary>Samples of a window, at most FftLength; it stands in the middle of the transform, zeros on both sides (librosa: win_length). Default 128.</summary>
    public int WindowSamples { get; init; } = 128;

    /// <summary>Taper, periodic. Default Hann.</summary>
    public WindowFunction Window { get; init; } = WindowFunction.Hann;

    /// <summary>Number of mel bands (librosa: n_mels). Default 128.</summary>
    public int MelCount { get; init; } = 128;

    /// <summary>Lowest frequency in Hz (librosa: fmin). Default 0.</summary>
    public double LowHz { get; init; }

    /// <summary>Highest frequency in Hz (librosa: fmax). Default 20.</summary>
    public double HighHz { get; init; } = 20;

    /// <summary>All errors of these values; empty where they are usable.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (!(SampleRateHz > 0) || double.IsInfinity(SampleRateHz)) { errors.Add(FormattableString.Invariant($"SampleRateHz {SampleRateHz} must be above 0.")); }
        if (HopSamples < 1) { errors.Add($"HopSamples {HopSamples} must be at least 1."); }
        if (WindowSamples < 1) { errors.Add($"WindowSamples {WindowSamples} must be at least 1."); }
        if (FftLength < WindowSamples) { errors.Add($"FftLength {FftLength} must be at least WindowSamples {WindowSamples}."); }
        if (MelCount < 1) { errors.Add($"MelCount {MelCount} must be at least 1."); }
        if (Window == WindowFunction.Dpss && WindowSamples > 1 && WindowSamples <= 2 * StftOptions.DefaultTimeBandwidth)
        {
            errors.Add($"WindowSamples {WindowSamples} must exceed {2 * StftOptions.DefaultTimeBandwidth} for a Dpss window of time-bandwidth {StftOptions.DefaultTimeBandwidth}.");
        }
        if (!(LowHz >= 0)) { errors.Add(FormattableString.Invariant($"LowHz {LowHz} must be at least 0.")); }
        if (!(HighHz > LowHz)) { errors.Add(FormattableString.Invariant($"HighHz {HighHz} must be above LowHz {LowHz}.")); }
        if (HighHz > SampleRateHz / 2)
        {
            errors.Add(FormattableString.Invariant($"HighHz {HighHz} must not exceed the Nyquist frequency {SampleRateHz / 2} Hz (sample rate {SampleRateHz} Hz)."));
        }
        return errors;
    }
}
