using Hms.Signal.Spectra;
using Hms.Transforms.Mapping;
using Hms.Transforms.Steps.Features;

namespace Hms.Transforms.Steps.Spectra;

/// <summary>Options of <see cref="WelchComputingEstimator"/>; the defaults are those of scipy.signal.welch, but the segment.</summary>
public sealed record WelchComputingOptions : StepOptions
{
    /// <summary>Samples of a segment (SciPy: nperseg). Default 400: 2 s at 200 Hz.</summary>
    public int SegmentSamples { get; init; } = 400;

    /// <summary>Samples that neighbouring segments share (SciPy: noverlap); null (default) means half a segment.</summary>
    public int? OverlapSamples { get; init; }

    /// <summary>Points of the transform, at least SegmentSamples (SciPy: nfft); 0 (default) means the segment's length.</summary>
    public int FftLength { get; init; }

    /// <summary>Taper of a segment. Default Hann.</summary>
    public WindowFunction Window { get; init; } = WindowFunction.Hann;

    /// <summary>What is subtracted from each segment. Default its mean.</summary>
    public Detrending Detrend { get; init; } = Detrending.Constant;

    /// <summary>How segments are averaged. Default by their mean.</summary>
    public SegmentAveraging Averaging { get; init; } = SegmentAveraging.Mean;

    /// <summary>Density (default, uV^2/Hz) or spectrum (uV^2).</summary>
    public PowerScaling Scaling { get; init; } = PowerScaling.Density;

    /// <summary>Lowest frequency that is kept, in Hz. Default 0.</summary>
    public double LowHz { get; init; }

    /// <summary>Highest frequency that is kept, in Hz; null (default) keeps all.</summary>
    public double? HighHz { get; init; }

    /// <summary>Shape of the result: [channels, bins] (default), or the image [1, channels, bins].</summary>
    public FeatureLayout Layout { get; init; } = FeatureLayout.Features;

    /// <summary>Sample rate in Hz; needed where the column has no SampleRateHz annotation. Filled in by fitting.</summary>
    public double? SampleRateHz { get; init; }

    /// <summary>Names of the channels, for the slots' names, where the column has no ChannelNames annotation. Filled in by fitting.</summary>
    public IReadOnlyList<string>? ChannelNames { get; init; }

    internal WelchOptions ToWelch(double sampleRateHz) => new()
    {
        SegmentSamples = SegmentSamples,
        OverlapSamples = OverlapSamples,
        FftLength = FftLength,
        SampleRateHz = sampleRateHz,
        Window = Window,
        Detrend = Detrend,
        Averaging = Averaging,
        Scaling = Scaling,
    };

    private protected override void AddErrors(List<string> errors)
    {
        errors.AddRange(ToWelch(SampleRateHz ?? 1).Validate());
        if (!(LowHz >= 0)) { errors.Add(FormattableString.Invariant($"LowHz {LowHz} must be at least 0.")); }
        if (HighHz is { } high && !(high > LowHz)) { errors.Add(FormattableString.Invariant($"HighHz {high} must be above LowHz {LowHz}.")); }
        if (Math.Max(LowHz, HighHz ?? 0) > SampleRateHz / 2)
        {
            errors.Add(FormattableString.Invariant($"LowHz {LowHz} and HighHz {HighHz} must not exceed the Nyquist frequency {SampleRateHz / 2} Hz (sample rate {SampleRateHz} Hz)."));
        }
    }
}
