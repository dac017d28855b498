using System.ComponentModel;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Power of every channel in frequency bands by Welch's method.</summary>
[Description("Power of every channel in frequency bands by Welch's method.")]
[Key("bandPower")]
public sealed record BandPowerStep : ColumnStepSettings, ICheckedSettings
{
    /// <summary>The bands: delta (0.5-4), theta (4-8), alpha (8-13), beta (13-30), gamma (30-45), or name=low-high in Hz; not set: these five.</summary>
    [Description("The bands: delta (0.5-4), theta (4-8), alpha (8-13), beta (13-30), gamma (30-45), or name=low-high in Hz; not set: these five.")]
    [MinimumCount(1)]
    [Form("^(delta|theta|alpha|beta|gamma|[A-Za-z][A-Za-z0-9_]*=[0-9]+([.][0-9]+)?-[0-9]+([.][0-9]+)?)$", "delta, theta, alpha, beta, gamma, or a band of your own as name=low-high, for example mu=8-12")]
    [Fixed("lists may not vary")]
    public IReadOnlyList<string>? Bands { get; init; }

    /// <summary>Power, or its part of the power in all bands.</summary>
    [Description("Power, or its part of the power in all bands.")]
    public BandMeasure Measure { get; init; } = BandMeasure.Absolute;

    /// <summary>Logarithm of the result.</summary>
    [Description("Logarithm of the result.")]
    public PowerLogarithm Logarithm { get; init; } = PowerLogarithm.None;

    /// <summary>How the density is integrated.</summary>
    [Description("How the density is integrated.")]
    public BandRule Integration { get; init; } = BandRule.Simpson;

    /// <summary>Samples of a segment of Welch's method; half of it overlaps.</summary>
    [Description("Samples of a segment of Welch's method; half of it overlaps.")]
    [Limits(AtLeast = 2, AtMost = 1048576)]
    public int SegmentSamples { get; init; } = 800;

    /// <summary>How segments are averaged.</summary>
    [Description("How segments are averaged.")]
    public SegmentAverage Averaging { get; init; } = SegmentAverage.Mean;

    /// <summary>Shape of the result: the image [1, channels, bands], or a vector.</summary>
    [Description("Shape of the result: the image [1, channels, bands], or a vector.")]
    public FeatureShape Layout { get; init; } = FeatureShape.Image;

    /// <inheritdoc />
    public override bool IsCostly => true;

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check() => BandList.Check(Bands, "bands");
}
