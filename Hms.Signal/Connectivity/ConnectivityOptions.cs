using Hms.Signal.Spectra;

namespace Hms.Signal.Connectivity;

/// <summary>How the connectivity of channels is computed.</summary>
public sealed record ConnectivityOptions
{
    /// <summary>Highest order of the band-pass filter.</summary>
    public const int MaximumFilterOrder = 10;

    /// <summary>What is measured. Default coherence.</summary>
    public ConnectivityMeasure Measure { get; init; } = ConnectivityMeasure.Coherence;

    /// <summary>The bands; default the five standard ones. Empty, for <see cref="ConnectivityMeasure.Correlation"/> only, means the signals as they are.</summary>
    public IReadOnlyList<FrequencyBand> Bands { get; init; } = FrequencyBand.Standard;

    /// <summary>Sample rate in Hz. Default 200.</summary>
    public double SampleRateHz { get; init; } = 200;

    /// <summary>Coherences: samples of a segment, tapered by Hann, half overlapping, without its mean. Default 400.</summary>
    public int SegmentSamples { get; init; } = 400;

    /// <summary>Other measures: order of the zero-phase Butterworth band-pass filter. Default 3.</summary>
    public int FilterOrder { get; init; } = 3;

    /// <summary>Whether the measure compares spectra of segments; else band-passed signals.</summary>
    public bool IsSpectral => Measure is ConnectivityMeasure.Coherence or ConnectivityMeasure.ImaginaryCoherence;

    internal WelchOptions Welch => new() { SampleRateHz = SampleRateHz, SegmentSamples = SegmentSamples };

    /// <summary>All errors of these values; empty where they are usable.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (!(SampleRateHz > 0) || double.IsInfinity(SampleRateHz)) { errors.Add(FormattableString.Invariant($"SampleRateHz {SampleRateHz} must be above 0.")); }
        if (SegmentSamples < 2) { errors.Add($"SegmentSamples {SegmentSamples} must be at least 2."); }
        if (FilterOrder is < 1 or > MaximumFilterOrder) { errors.Add($"FilterOrder {FilterOrder} must lie between 1 and {MaximumFilterOrder}."); }
        if (Bands.Count == 0 && Measure != ConnectivityMeasure.Correlation) { errors.Add($"Bands is empty; {Measure} needs at least one band."); }
        errors.AddRange(FrequencyBand.Validate(Bands, SampleRateHz));
        if (errors.Count > 0) { return errors; }
        foreach (var band in Bands)
        {
            if (!IsSpectral && (band.LowHz == 0 || band.HighHz == SampleRateHz / 2))
            {
                errors.Add(FormattableString.Invariant($"Band {band.Name}: {band.LowHz}-{band.HighHz} Hz must lie above 0 and below the Nyquist frequency {SampleRateHz / 2} Hz for a band-pass filter."));
            }
            if (IsSpectral && BandPowerPlan.BinRange(Welch, band) is (var first, var last) && last < first)
            {
                errors.Add(FormattableString.Invariant($"Band {band.Name}, {band.LowHz}-{band.HighHz} Hz, holds no bin; the bins are {SampleRateHz / SegmentSamples} Hz apart, so raise SegmentSamples."));
            }
        }
        return errors;
    }
}
