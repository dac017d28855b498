using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Filters;

/// <summary>Options of <see cref="SignalResamplingEstimator"/>: polyphase resampling, as scipy.signal.resample_poly with its defaults.</summary>
public sealed record SignalResamplingOptions : StepOptions
{
    /// <summary>Sample rate of the output in Hz, a whole number of millihertz; default 100.</summary>
    public double TargetSampleRateHz { get; init; } = 100;

    /// <summary>Sample rate of the input in Hz; needed where the column has no SampleRateHz annotation. Filled in by fitting.</summary>
    public double? SampleRateHz { get; init; }

    private protected override void AddErrors(List<string> errors)
    {
        if (!(TargetSampleRateHz > 0) || double.IsInfinity(TargetSampleRateHz)) { errors.Add(FormattableString.Invariant($"TargetSampleRateHz {TargetSampleRateHz} must be above 0.")); }
        if (SampleRateHz is { } rate && !(rate > 0)) { errors.Add(FormattableString.Invariant($"SampleRateHz {rate} must be above 0.")); }
    }
}
