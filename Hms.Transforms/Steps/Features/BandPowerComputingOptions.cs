using Hms.Signal.Spectra;
using Hms.Transforms.Mapping;
using Hms.Transforms.Steps.Values;

namespace Hms.Transforms.Steps.Features;

/// <summary>Options of <see cref="BandPowerComputingEstimator"/>.</summary>
public sealed record BandPowerComputingOptions : StepOptions
{
    /// <summary>The bands; default delta 0.5-4, theta 4-8, alpha 8-13, beta 13-30, gamma 30-45 Hz.</summary>
    public IReadOnlyList<FrequencyBand> Bands { get; init; } = FrequencyBand.Standard;

    /// <summary>What is told of the power. Default absolute.</summary>
    public BandPowerMeasure Measure { get; init; } = BandPowerMeasure.Absolute;

    /// <summary>Logarithm of the result; null (default) takes none.</summary>
    public LogarithmScale? Logarithm { get; init; }

    /// <summary>Smallest argument of the logarithm, above 0. Default 1e-12.</summary>
    public double LogFloor { get; init; } = 1e-12;

    /// <summary>How the density is integrated. Default Simpson.</summary>
    public BandIntegration Integration { get; init; } = BandIntegration.Simpson;

    /// <summary>Samples of a segment of Welch's method. Default 800: 4 s at 200 Hz, two periods of the lowest edge.</summary>
    public int SegmentSamples { get; init; } = 800;

    /// <summary>Samples that neighbouring segments share; null (default) means half a segment.</summary>
    public int? OverlapSamples { get; init; }

    /// <summary>Taper of a segment. Default Hann.</summary>
    public WindowFunction Window { get; init; } = WindowFunction.Hann;

    /// <summary>What is subtracted from each segment. Default its mean.</summary>
    public Detrending Detrend { get; init; } = Detrending.Constant;

    /// <summary>How segments are averaged. Default by their mean.</summary>
    public SegmentAveraging Averaging { get; init; } = SegmentAveraging.Mean;

    /// <summary>Shape of the result. Default a feature vector.</summary>
    public FeatureLayout Layout { get; init; } = FeatureLayout.Features;

    /// <summary>Sample rate in Hz; needed where the column has no SampleRateHz annotation. Filled in by fitting.</summary>
    public double? SampleRateHz { get; init; }

    /// <summary>Names of the channels, for the slots' names, where the column has no ChannelNames annotation. Filled in by fitting.</summary>
    public IReadOnlyList<string>? ChannelNames { get; init; }

    internal WelchOptions ToWelch(double sampleRateHz) => new()
    {
        SegmentSamples = SegmentSamples,
        OverlapSamples = OverlapSamples,
        SampleRateHz = sampleRateHz,
        Window = Window,
        Detrend = Detrend,
        Averaging = Averaging,
    };

    private protected override void AddErrors(List<string> errors)
    {
        errors.AddRange(ToWelch(SampleRateHz ?? 1).Validate());
        if (Bands.Count == 0) { errors.Add("Bands is empty; name at least one band."); }
        errors.AddRange(FrequencyBand.Validate(Bands, SampleRateHz));
        if (!(LogFloor > 0)) { errors.Add(FormattableString.Invariant($"LogFloor {LogFloor} must be above 0.")); }
    }
}
