using Hms.Signal.Filters;
using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Filters;

/// <summary>Options of <see cref="SignalFilteringEstimator"/>: a Butterworth filter in second-order sections.</summary>
public sealed record SignalFilteringOptions : StepOptions
{
    /// <summary>Which frequencies pass; default a band.</summary>
    public FilterKind Kind { get; init; } = FilterKind.BandPass;

    /// <summary>Lower cutoff in Hz; default 0.5. Not used by a low-pass.</summary>
    public double LowHz { get; init; } = 0.5;

    /// <summary>Upper cutoff in Hz; default 40. Not used by a high-pass.</summary>
    public double HighHz { get; init; } = 40;

    /// <summary>Poles at each edge; default 3.</summary>
    public int Order { get; init; } = 3;

    /// <summary>Causal or zero phase; default zero phase.</summary>
    public FilterPhase Phase { get; init; } = FilterPhase.Zero;

    /// <summary>Sample rate in Hz; needed where the column has no SampleRateHz annotation. Filled in by fitting.</summary>
    public double? SampleRateHz { get; init; }

    internal SecondOrderSections Design(double sampleRateHz) => Kind switch
    {
        FilterKind.BandPass => ButterworthDesign.BandPass(Order, LowHz, HighHz, sampleRateHz),
        FilterKind.LowPass => ButterworthDesign.LowPass(Order, HighHz, sampleRateHz),
        FilterKind.HighPass => ButterworthDesign.HighPass(Order, LowHz, sampleRateHz),
        _ => ButterworthDesign.BandStop(Order, LowHz, HighHz, sampleRateHz),
    };

    private protected override void AddErrors(List<string> errors)
    {
        if (Order is < 1 or > ButterworthDesign.MaximumOrder) { errors.Add($"Order {Order} must lie between 1 and {ButterworthDesign.MaximumOrder}."); }
        if (Kind != FilterKind.LowPass && !(LowHz > 0)) { errors.Add(FormattableString.Invariant($"LowHz {LowHz} must be above 0.")); }
        if (Kind != FilterKind.HighPass && !(HighHz > 0)) { errors.Add(FormattableString.Invariant($"HighHz {HighHz} must be above 0.")); }
        if (Kind is FilterKind.BandPass or FilterKind.BandStop && !(LowHz < HighHz)) { errors.Add(FormattableString.Invariant($"LowHz {LowHz} must be below HighHz {HighHz}.")); }
        if (SampleRateHz is { } rate && !(rate > 0)) { errors.Add(FormattableString.Invariant($"SampleRateHz {rate} must be above 0.")); }
    }
}
