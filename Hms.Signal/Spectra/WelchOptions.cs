namespace Hms.Signal.Spectra;

/// <summary>How spectra are estimated by Welch's method; the defaults are those of scipy.signal.welch, but the sample rate.</summary>
public sealed record WelchOptions
{
    /// <summary>Samples of a segment (SciPy: nperseg). Default 256.</summary>
    public int SegmentSamples { get; init; } = 256;

    /// <summary>Samples that neighbouring segments share (SciPy: noverlap); null, the default, means half a segment, rounded down.</summary>
    public int? OverlapSamples { get; init; }

    /// <summary>Points of the transform, at least <see cref="SegmentSamples"/>; the segment is followed by zeros (SciPy: nfft). 0, the default, means the segment's length.</summary>
    public int FftLength { get; init; }

    /// <summary>Sample rate in Hz. Default 200.</summary>
    public double SampleRateHz { get; init; } = 200;

    /// <summary>Taper, periodic. Default Hann.</summary>
    public WindowFunction Window { get; init; } = WindowFunction.Hann;

    /// <summary>Tukey only: the part of the window that is flank, 0 to 1. Default 0.25.</summary>
    public double TukeyFraction { get; init; } = StftOptions.DefaultTukeyFraction;

    /// <summary>What is subtracted from each segment. Default its mean.</summary>
    public Detrending Detrend { get; init; } = Detrending.Constant;

    /// <summary>What the values mean. Default density.</summary>
    public PowerScaling Scaling { get; init; } = PowerScaling.Density;

    /// <summary>How the segments are averaged. Default by their mean. Coherence always takes the mean.</summary>
    public SegmentAveraging Averaging { get; init; } = SegmentAveraging.Mean;

    /// <summary>Points of the transform with the default resolved.</summary>
    public int EffectiveFftLength => FftLength == 0 ? SegmentSamples : FftLength;

    /// <summary>Samples from one segment to the next.</summary>
    public int HopSamples => SegmentSamples - (OverlapSamples ?? SegmentSamples / 2);

    /// <summary>All errors of these values; empty where they are usable.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (SegmentSamples < 1) { errors.Add($"SegmentSamples {SegmentSamples} must be at least 1."); }
        if (OverlapSamples is { } overlap && (overlap < 0 || overlap >= SegmentSamples))
        {
            errors.Add($"OverlapSamples {overlap} must lie between 0 and SegmentSamples - 1, {SegmentSamples - 1}.");
        }
        if (FftLength != 0 && FftLength < SegmentSamples) { errors.Add($"FftLength {FftLength} must be at least SegmentSamples {SegmentSamples}, or 0 for the same length."); }
        if (!(SampleRateHz > 0) || double.IsInfinity(SampleRateHz)) { errors.Add(FormattableString.Invariant($"SampleRateHz {SampleRateHz} must be above 0.")); }
        if (!(TukeyFraction >= 0 && TukeyFraction <= 1)) { errors.Add(FormattableString.Invariant($"TukeyFraction {TukeyFraction} must lie between 0 and 1.")); }
        return errors;
    }
}
