using System.ComponentModel;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Power spectrum of every channel by Welch's method, in uV^2/Hz.</summary>
[Description("Power spectrum of every channel by Welch's method, in uV^2/Hz.")]
[Key("powerSpectralDensity")]
public sealed record PowerSpectralDensityStep : ColumnStepSettings, ICheckedSettings
{
    /// <summary>Samples of a segment; half of it overlaps.</summary>
    [Description("Samples of a segment; half of it overlaps.")]
    [Limits(AtLeast = 2, AtMost = 1048576)]
    public int SegmentSamples { get; init; } = 400;

    /// <summary>Length of the Fourier transform, padded with zeros; not set: the segment's.</summary>
    [Description("Length of the Fourier transform, padded with zeros; not set: the segment's.")]
    [Limits(AtLeast = 2, AtMost = 1048576)]
    public int? FftLength { get; init; }

    /// <summary>Taper of a segment.</summary>
    [Description("Taper of a segment.")]
    public SegmentWindow Window { get; init; } = SegmentWindow.Hann;

    /// <summary>What is removed from each segment first.</summary>
    [Description("What is removed from each segment first.")]
    public DetrendMethod Detrend { get; init; } = DetrendMethod.Constant;

    /// <summary>How segments are averaged.</summary>
    [Description("How segments are averaged.")]
    public SegmentAverage Averaging { get; init; } = SegmentAverage.Mean;

    /// <summary>Lowest frequency kept; not set: 0.</summary>
    [Description("Lowest frequency kept; not set: 0.")]
    [Limits(AtLeast = 0)]
    public double? LowHz { get; init; }

    /// <summary>Highest frequency kept; not set: the Nyquist frequency.</summary>
    [Description("Highest frequency kept; not set: the Nyquist frequency.")]
    [Limits(MoreThan = 0)]
    public double? HighHz { get; init; }

    /// <summary>Shape of the result: the image [1, channels, bins], or a table [channels, bins].</summary>
    [Description("Shape of the result: the image [1, channels, bins], or a table [channels, bins].")]
    public FeatureShape Layout { get; init; } = FeatureShape.Image;

    /// <inheritdoc />
    public override bool IsCostly => true;

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        if (SegmentSamples > FftLength)
        {
            yield return new SettingsProblem($"segmentSamples {SegmentSamples} must not exceed fftLength {FftLength}.", "segmentSamples", "fftLength");
        }
        if (LowHz >= HighHz)
        {
            yield return new SettingsProblem(FormattableString.Invariant($"lowHz {LowHz} must be below highHz {HighHz}."), "lowHz", "highHz");
        }
        if (SettingsProblem.BeyondNyquist(LowHz, "lowHz") is { } low) { yield return low; }
        if (SettingsProblem.BeyondNyquist(HighHz, "highHz", allowed: true) is { } high) { yield return high; }
    }
}
