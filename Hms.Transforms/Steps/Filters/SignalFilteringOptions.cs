using Hms.Signal.Filters;
using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Filters;

/// <summary>Options of <see cref="SignalFilteringEstimator"/>: a Butterworth filter or a notch in second-order sections, or a linear-phase FIR filter.</summary>
public sealed record SignalFilteringOptions : StepOptions
{
    /// <summary>Which frequencies pass; default a band.</summary>
    public FilterKind Kind { get; init; } = FilterKind.BandPass;

    /// <summary>Lower cutoff in Hz; default 0.5. Not used by a low-pass or a notch.</summary>
    public double LowHz { get; init; } = 0.5;

    /// <summary>Upper cutoff in Hz; default 40. Not used by a high-pass or a notch.</summary>
    public double HighHz { get; init; } = 40;

    /// <summary>Butterworth only: poles at each edge; default 3.</summary>
    public int Order { get; init; } = 3;

    /// <summary>Causal or zero phase; default zero phase.</summary>
    public FilterPhase Phase { get; init; } = FilterPhase.Zero;

    /// <summary>Sample rate in Hz; needed where the column has no SampleRateHz annotation. Filled in by fitting.</summary>
    public double? SampleRateHz { get; init; }

    /// <summary>How the coefficients are found; default Butterworth. A notch is always an IIR notch.</summary>
    public FilterDesign Design { get; init; } = FilterDesign.Butterworth;

    /// <summary>Fir only: number of coefficients; default 401. Odd where Phase is Zero, and for a high-pass or band-stop.</summary>
    public int Taps { get; init; } = 401;

    /// <summary>Fir only: the window; default Hamming.</summary>
    public FirWindowKind Window { get; init; } = FirWindowKind.Hamming;

    /// <summary>Fir with a Kaiser window only: its beta; default 5.</summary>
    public double KaiserBeta { get; init; } = 5;

    /// <summary>Notch only: frequency of the line in Hz; default 50.</summary>
    public double FrequencyHz { get; init; } = 50;

    /// <summary>Notch only: frequency divided by the bandwidth at -3 dB; default 30.</summary>
    public double Quality { get; init; } = 30;

    /// <summary>Notch only: how many harmonics of the line are removed too; default 0.</summary>
    public int Harmonics { get; init; }

    internal SecondOrderSections Sections(double sampleRateHz) => Kind switch
    {
        FilterKind.BandPass => ButterworthDesign.BandPass(Order, LowHz, HighHz, sampleRateHz),
        FilterKind.LowPass => ButterworthDesign.LowPass(Order, HighHz, sampleRateHz),
        FilterKind.HighPass => ButterworthDesign.HighPass(Order, LowHz, sampleRateHz),
        FilterKind.BandStop => ButterworthDesign.BandStop(Order, LowHz, HighHz, sampleRateHz),
        _ => NotchDesign.Notch(FrequencyHz, Quality, sampleRateHz, Harmonics),
    };

    internal FirFilter Fir(double sampleRateHz)
    {
        var window = new FirWindow(Window, KaiserBeta);
        return Kind switch
        {
            FilterKind.BandPass => FirDesign.BandPass(Taps, LowHz, HighHz, sampleRateHz, window),
            FilterKind.LowPass => FirDesign.LowPass(Taps, HighHz, sampleRateHz, window),
            FilterKind.HighPass => FirDesign.HighPass(Taps, LowHz, sampleRateHz, window),
            _ => FirDesign.BandStop(Taps, LowHz, HighHz, sampleRateHz, window),
        };
    }

    private protected override void AddErrors(List<string> errors)
    {
        var (usesLow, usesHigh) = (Kind is FilterKind.BandPass or FilterKind.HighPass or FilterKind.BandStop, Kind is FilterKind.BandPass or FilterKind.LowPass or FilterKind.BandStop);
        if (Design == FilterDesign.Butterworth && Kind != FilterKind.Notch && Order is < 1 or > ButterworthDesign.MaximumOrder)
        {
            errors.Add($"Order {Order} must lie between 1 and {ButterworthDesign.MaximumOrder}.");
        }
        if (usesLow && !(LowHz > 0)) { errors.Add(FormattableString.Invariant($"LowHz {LowHz} must be above 0.")); }
        if (usesHigh && !(HighHz > 0)) { errors.Add(FormattableString.Invariant($"HighHz {HighHz} must be above 0.")); }
        if (usesLow && usesHigh && !(LowHz < HighHz)) { errors.Add(FormattableString.Invariant($"LowHz {LowHz} must be below HighHz {HighHz}.")); }
        if (SampleRateHz is { } rate && !(rate > 0)) { errors.Add(FormattableString.Invariant($"SampleRateHz {rate} must be above 0.")); }
        if (Kind == FilterKind.Notch) { AddNotchErrors(errors); }
        if (Design == FilterDesign.Fir) { AddFirErrors(errors); }
    }

    private void AddNotchErrors(List<string> errors)
    {
        if (!(FrequencyHz > 0)) { errors.Add(FormattableString.Invariant($"FrequencyHz {FrequencyHz} must be above 0.")); }
        if (!(Quality > 0) || double.IsInfinity(Quality)) { errors.Add(FormattableString.Invariant($"Quality {Quality} must be above 0.")); }
        if (Harmonics < 0) { errors.Add($"Harmonics {Harmonics} must be at least 0."); }
        if (Design == FilterDesign.Fir) { errors.Add("A notch has no FIR design; leave Design out, or take a FIR band-stop."); }
    }

    private void AddFirErrors(List<string> errors)
    {
        if (Taps is < 1 or > FirDesign.MaximumTaps) { errors.Add($"Taps {Taps} must lie between 1 and {FirDesign.MaximumTaps}."); }
        if (Taps % 2 == 0 && (Phase == FilterPhase.Zero || Kind is FilterKind.HighPass or FilterKind.BandStop))
        {
            errors.Add($"Taps {Taps} must be odd for zero phase, a high-pass or a band-stop; take {Taps + 1}.");
        }
        if (Window == FirWindowKind.Kaiser && !(KaiserBeta is >= 0 and <= FirWindow.MaximumBeta)) { errors.Add(FormattableString.Invariant($"KaiserBeta {KaiserBeta} must lie between 0 and {FirWindow.MaximumBeta}.")); }
    }
}
