namespace Hms.Signal.Spectra;

/// <summary>How a scalogram with complex Morlet wavelets is computed.</summary>
public sealed record MorletOptions
{
    /// <summary>Samples of the Gaussian to each side of its centre, in standard deviations.</summary>
    public const double HalfWidthDeviations = 5;

    /// <summary>Sample rate in Hz. Default 200.</summary>
    public double SampleRateHz { get; init; } = 200;

    /// <summary>Lowest frequency in Hz. Default 1.</summary>
    public double LowHz { get; init; } = 1;

    /// <summary>Highest frequency in Hz. Default 40.</summary>
    public double HighHz { get; init; } = 40;

    /// <summary>Number of frequencies. Default 64.</summary>
    public int FrequencyCount { get; init; } = 64;

    /// <summary>How the frequencies are spaced. Default logarithmic.</summary>
    public FrequencySpacing Spacing { get; init; } = FrequencySpacing.Logarithmic;

    /// <summary>Cycles of the wave within 2 pi standard deviations of the Gaussian, often written w0 (MNE: n_cycles): more is sharper in frequency, less in time. Default 7.</summary>
    public double Cycles { get; init; } = 7;

    /// <summary>Samples from one frame to the next. Default 1.</summary>
    public int HopSamples { get; init; } = 1;

    /// <summary>Size of the wavelets. Default energy, as MNE-Python.</summary>
    public MorletNormalization Normalization { get; init; } = MorletNormalization.Energy;

    /// <summary>What is kept of the coefficients. Default power.</summary>
    public ScalogramValue Value { get; init; } = ScalogramValue.Power;

    /// <summary>The frequencies in Hz, rising.</summary>
    public IReadOnlyList<double> FrequenciesHz() => [.. Enumerable.Range(0, FrequencyCount).Select(Frequency)];

    /// <summary>Samples of the wavelet of a frequency: 10 standard deviations, odd.</summary>
    /// <param name="frequencyHz">Its frequency in Hz.</param>
    public int WaveletSamples(double frequencyHz) => 2 * HalfWidth(frequencyHz) + 1;

    /// <summary>All errors of these values; empty where they are usable.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (!(SampleRateHz > 0) || double.IsInfinity(SampleRateHz)) { errors.Add(FormattableString.Invariant($"SampleRateHz {SampleRateHz} must be above 0.")); }
        if (!(LowHz > 0)) { errors.Add(FormattableString.Invariant($"LowHz {LowHz} must be above 0: a wavelet needs a frequency.")); }
        if (!(HighHz >= LowHz)) { errors.Add(FormattableString.Invariant($"HighHz {HighHz} must be at least LowHz {LowHz}.")); }
        if (!(HighHz < SampleRateHz / 2)) { errors.Add(FormattableString.Invariant($"HighHz {HighHz} must be below the Nyquist frequency {SampleRateHz / 2} Hz (sample rate {SampleRateHz} Hz).")); }
        if (FrequencyCount < 1) { errors.Add($"FrequencyCount {FrequencyCount} must be at least 1."); }
        if (FrequencyCount > 1 && LowHz == HighHz) { errors.Add(FormattableString.Invariant($"FrequencyCount {FrequencyCount} needs HighHz above LowHz {LowHz}.")); }
        if (!(Cycles >= 1 && Cycles <= 100)) { errors.Add(FormattableString.Invariant($"Cycles {Cycles} must lie between 1 and 100.")); }
        if (HopSamples < 1) { errors.Add($"HopSamples {HopSamples} must be at least 1."); }
        return errors;
    }

    internal double DeviationSeconds(double frequencyHz) => Cycles / (2 * Math.PI * frequencyHz);

    internal int HalfWidth(double frequencyHz) => Math.Max(1, (int)Math.Ceiling(HalfWidthDeviations * DeviationSeconds(frequencyHz) / (1 / SampleRateHz))) - 1;

    private double Frequency(int index)
    {
        if (index == 0 || FrequencyCount == 1) { return LowHz; }
        if (index == FrequencyCount - 1) { return HighHz; }
        var part = index / (FrequencyCount - 1.0);
        return Spacing == FrequencySpacing.Linear ? LowHz + part * (HighHz - LowHz) : LowHz * Math.Pow(HighHz / LowHz, part);
    }
}
