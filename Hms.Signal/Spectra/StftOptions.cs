namespace Hms.Signal.Spectra;

/// <summary>How a power spectrogram is computed; the defaults are those of scipy.signal.spectrogram, but the sample rate and the window, which are HMS's.</summary>
public sealed record StftOptions
{
    /// <summary>Default of <see cref="TukeyFraction"/>, SciPy's.</summary>
    public const double DefaultTukeyFraction = 0.25;

    /// <summary>Default of <see cref="TimeBandwidth"/>.</summary>
    public const double DefaultTimeBandwidth = 2;

    /// <summary>The spectrogram of the HMS paper: scipy.signal.spectrogram(x, nperseg=150, noverlap=128, nfft=256), 129 x 448 for 10,000 samples.</summary>
    public static StftOptions Paper { get; } = new() { WindowSamples = 150, HopSamples = 22, FftLength = 256, SampleRateHz = 1 };

    /// <summary>Samples of a window (SciPy: nperseg). Default 256.</summary>
    public int WindowSamples { get; init; } = 256;

    /// <summary>Samples from one window to the next (SciPy: nperseg - noverlap). Default 224.</summary>
    public int HopSamples { get; init; } = 224;

    /// <summary>Points of the transform, at least <see cref="WindowSamples"/>; the window is followed by zeros (SciPy: nfft). 0, the default, means the window's length.</summary>
    public int FftLength { get; init; }

    /// <summary>Sample rate in Hz. Default 200.</summary>
    public double SampleRateHz { get; init; } = 200;

    /// <summary>Taper. Default Tukey.</summary>
    public WindowFunction Window { get; init; } = WindowFunction.Tukey;

    /// <summary>Tukey only: the part of the window that is flank, 0 to 1. Default 0.25.</summary>
    public double TukeyFraction { get; init; } = DefaultTukeyFraction;

    /// <summary>Dpss only: half the band width times the window's duration (NW), above 0 and below half WindowSamples. Default 2.</summary>
    public double TimeBandwidth { get; init; } = DefaultTimeBandwidth;

    /// <summary>Whether the window is periodic (the default) or symmetric.</summary>
    public WindowSymmetry Symmetry { get; init; } = WindowSymmetry.Periodic;

    /// <summary>What happens at the signal's ends. Default none: whole windows inside the signal.</summary>
    public StftPadding Padding { get; init; } = StftPadding.None;

    /// <summary>What is subtracted from each window. Default its mean.</summary>
    public Detrending Detrend { get; init; } = Detrending.Constant;

    /// <summary>What the values mean. Default density.</summary>
    public PowerScaling Scaling { get; init; } = PowerScaling.Density;

    /// <summary>Lowest frequency that is kept, in Hz. Default 0.</summary>
    public double LowHz { get; init; }

    /// <summary>Highest frequency that is kept, in Hz; null, the default, keeps all up to half the sample rate.</summary>
    public double? HighHz { get; init; }

    /// <summary>Points of the transform with the default resolved.</summary>
    public int EffectiveFftLength => FftLength == 0 ? WindowSamples : FftLength;

    /// <summary>All errors of these values; empty where they are usable.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (WindowSamples < 1) { errors.Add($"WindowSamples {WindowSamples} must be at least 1."); }
        if (HopSamples < 1) { errors.Add($"HopSamples {HopSamples} must be at least 1."); }
        if (FftLength != 0 && FftLength < WindowSamples) { errors.Add($"FftLength {FftLength} must be at least WindowSamples {WindowSamples}, or 0 for the same length."); }
        if (!(SampleRateHz > 0) || double.IsInfinity(SampleRateHz)) { errors.Add($"SampleRateHz {SampleRateHz} must be above 0."); }
        if (!(TukeyFraction >= 0 && TukeyFraction <= 1)) { errors.Add($"TukeyFraction {TukeyFraction} must lie between 0 and 1."); }
        if (Window == WindowFunction.Dpss && WindowSamples > 1 && !(TimeBandwidth > 0 && TimeBandwidth < WindowSamples / 2.0))
        {
            errors.Add($"TimeBandwidth {TimeBandwidth} must lie above 0 and below half of WindowSamples, {WindowSamples / 2.0}.");
        }
        if (!(LowHz >= 0)) { errors.Add($"LowHz {LowHz} must be at least 0."); }
        if (HighHz is { } high && !(high >= LowHz)) { errors.Add($"HighHz {high} must be at least LowHz {LowHz}."); }
        if (!(LowHz <= SampleRateHz / 2)) { errors.Add($"LowHz {LowHz} must not exceed the Nyquist frequency {SampleRateHz / 2} Hz (sample rate {SampleRateHz} Hz)."); }
        if (HighHz > SampleRateHz / 2) { errors.Add($"HighHz {HighHz} must not exceed the Nyquist frequency {SampleRateHz / 2} Hz (sample rate {SampleRateHz} Hz)."); }
        if (errors.Count == 0 && StftPlan.BinRange(this) is (var first, var last) && last < first)
        {
            errors.Add($"No frequency bin lies between {LowHz} and {HighHz} Hz; the bins are {SampleRateHz / EffectiveFftLength} Hz apart, so widen the band or raise FftLength.");
        }
        return errors;
    }
}
