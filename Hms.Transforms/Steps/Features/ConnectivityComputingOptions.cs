using Hms.Signal.Connectivity;
using Hms.Signal.Spectra;
using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Features;

/// <summary>Options of <see cref="ConnectivityComputingEstimator"/>.</summary>
public sealed record ConnectivityComputingOptions : StepOptions
{
    /// <summary>What is measured between two channels. Default coherence.</summary>
    public ConnectivityMeasure Measure { get; init; } = ConnectivityMeasure.Coherence;

    /// <summary>The bands; null (default) means delta, theta, alpha, beta and gamma, for the correlation the signals as they are.</summary>
    public IReadOnlyList<FrequencyBand>? Bands { get; init; }

    /// <summary>Coherences: samples of a segment of Welch's method. Default 400: 2 s at 200 Hz.</summary>
    public int SegmentSamples { get; init; } = 400;

    /// <summary>Other measures: order of the zero-phase Butterworth band-pass filter. Default 3.</summary>
    public int FilterOrder { get; init; } = 3;

    /// <summary>Shape of the result. Default a feature vector.</summary>
    public FeatureLayout Layout { get; init; } = FeatureLayout.Features;

    /// <summary>Sample rate in Hz; needed where the column has no SampleRateHz annotation. Filled in by fitting.</summary>
    public double? SampleRateHz { get; init; }

    /// <summary>Names of the channels, for the slots' names, where the column has no ChannelNames annotation. Filled in by fitting.</summary>
    public IReadOnlyList<string>? ChannelNames { get; init; }

    internal ConnectivityOptions ToPlan(double sampleRateHz) => new()
    {
        Measure = Measure,
        Bands = Bands ?? (Measure == ConnectivityMeasure.Correlation ? [] : FrequencyBand.Standard),
        SampleRateHz = sampleRateHz,
        SegmentSamples = SegmentSamples,
        FilterOrder = FilterOrder,
    };

    private protected override void AddErrors(List<string> errors)
    {
        if (SampleRateHz is { } rate)
        {
            errors.AddRange(ToPlan(rate).Validate());
            return;
        }
        // What does not depend on the sample rate.
        var plan = ToPlan(1);
        if (SegmentSamples < 2) { errors.Add($"SegmentSamples {SegmentSamples} must be at least 2."); }
        if (FilterOrder is < 1 or > ConnectivityOptions.MaximumFilterOrder) { errors.Add($"FilterOrder {FilterOrder} must lie between 1 and {ConnectivityOptions.MaximumFilterOrder}."); }
        if (plan.Bands.Count == 0 && Measure != ConnectivityMeasure.Correlation) { errors.Add($"Bands is empty; {Measure} needs at least one band."); }
        errors.AddRange(FrequencyBand.Validate(plan.Bands, sampleRateHz: null));
    }
}
