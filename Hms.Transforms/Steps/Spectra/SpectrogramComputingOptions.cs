using Hms.Signal.Spectra;
using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Spectra;

/// <summary>Options of <see cref="SpectrogramComputingEstimator"/>; the defaults are the paper's, but the true sample rate in place of 1.</summary>
public sealed record SpectrogramComputingOptions : StepOptions
{
    /// <summary>Samples of a window (SciPy: nperseg). Default 150.</summary>
    public int WindowSamples { get; init; } = 150;

    /// <summary>Samples from one window to the next (SciPy: nperseg - noverlap). Default 22.</summary>
    public int HopSamples { get; init; } = 22;

    /// <summary>Points of the transform, at least WindowSamples (SciPy: nfft). Default 256.</summary>
    public int FftLength { get; init; } = 256;

    /// <summary>Taper. Default Tukey with a quarter of flank, SciPy's.</summary>
    public WindowFunction Window { get; init; } = WindowFunction.Tukey;

    /// <summary>Tukey only: the part of the window that is flank, 0 to 1. Default 0.25, SciPy's.</summary>
    public double TukeyFraction { get; init; } = StftOptions.DefaultTukeyFraction;

    /// <summary>Dpss only: half the band width times the window's duration. Default 2.</summary>
    public double TimeBandwidth { get; init; } = StftOptions.DefaultTimeBandwidth;

    /// <summary>What is subtracted from each window. Default its mean.</summary>
    public Detrending Detrend { get; init; } = Detrending.Constant;

    /// <summary>Power spectral density, uV^2/Hz (the default), or power spectrum, uV^2.</summary>
    public PowerScaling Scaling { get; init; } = PowerScaling.Density;

    /// <summary>What happens at the signal's ends. Default none: whole windows inside it.</summary>
    public StftPadding Padding { get; init; } = StftPadding.None;

    /// <summary>What the pixels hold; decibels are taken of each image after averaging. Default power.</summary>
    public SpectrogramValues Values { get; init; } = SpectrogramValues.Power;

    /// <summary>Lowest frequency that is kept, in Hz. Default 0.</summary>
    public double LowHz { get; init; }

    /// <summary>Highest frequency that is kept, in Hz; null (default) keeps all.</summary>
    public double? HighHz { get; init; }

    /// <summary>Which channels are averaged; default none.</summary>
    public SpectrogramAveraging Averaging { get; init; } = SpectrogramAveraging.None;

    /// <summary>Sample rate in Hz; needed where the column has no SampleRateHz annotation. Filled in by fitting.</summary>
    public double? SampleRateHz { get; init; }

    /// <summary>Names of the channels, for averaging; needed where the column has no ChannelNames annotation, which otherwise counts. Filled in by fitting.</summary>
    public IReadOnlyList<string>? ChannelNames { get; init; }

    internal StftOptions ToStft(double sampleRateHz) => new()
    {
        WindowSamples = WindowSamples,
        HopSamples = HopSamples,
        FftLength = FftLength,
        SampleRateHz = sampleRateHz,
        Window = Window,
        TukeyFraction = TukeyFraction,
        TimeBandwidth = TimeBandwidth,
        Detrend = Detrend,
        Scaling = Scaling,
        Padding = Padding,
        LowHz = LowHz,
        HighHz = HighHz,
    };

    private protected override void AddErrors(List<string> errors)
    {
        if (SampleRateHz is { } rate) { errors.AddRange(ToStft(rate).Validate()); }
        else { errors.AddRange((ToStft(1) with { LowHz = 0, HighHz = null }).Validate()); }
        if (!(LowHz >= 0)) { errors.Add(FormattableString.Invariant($"LowHz {LowHz} must be at least 0.")); }
        if (HighHz is { } high && !(high > LowHz)) { errors.Add(FormattableString.Invariant($"HighHz {high} must be above LowHz {LowHz}.")); }
    }
}
