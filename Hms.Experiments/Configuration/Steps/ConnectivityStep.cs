using System.ComponentModel;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Compares every pair of channels in frequency bands.</summary>
[Description("Compares every pair of channels in frequency bands.")]
[Key("connectivity")]
public sealed record ConnectivityStep : ColumnStepSettings, ICheckedSettings
{
    /// <summary>What is measured.</summary>
    [Description("What is measured.")]
    public PairMeasure Measure { get; init; } = PairMeasure.Coherence;

    /// <summary>The bands: delta (0.5-4), theta (4-8), alpha (8-13), beta (13-30), gamma (30-45), or name=low-high in Hz; not set: these five, for the correlation the signals as they are.</summary>
    [Description("The bands: delta (0.5-4), theta (4-8), alpha (8-13), beta (13-30), gamma (30-45), or name=low-high in Hz; not set: these five, for the correlation the signals as they are.")]
    [MinimumCount(1)]
    [Form("^(delta|theta|alpha|beta|gamma|[A-Za-z][A-Za-z0-9_]*=[0-9]+([.][0-9]+)?-[0-9]+([.][0-9]+)?)$", "delta, theta, alpha, beta, gamma, or a band of your own as name=low-high, for example mu=8-12")]
    [Fixed("lists may not vary")]
    public IReadOnlyList<string>? Bands { get; init; }

    /// <summary>Coherences: samples of a segment; half of it overlaps.</summary>
    [Description("Coherences: samples of a segment; half of it overlaps.")]
    [Limits(AtLeast = 2, AtMost = 1048576)]
    public int SegmentSamples { get; init; } = 400;

    /// <summary>Other measures: order of the band-pass filter.</summary>
    [Description("Other measures: order of the band-pass filter.")]
    [Limits(AtLeast = 1, AtMost = 10)]
    public int FilterOrder { get; init; } = 3;

    /// <summary>Shape of the result: the matrices [bands, channels, channels] as an image, or the upper triangles as a vector.</summary>
    [Description("Shape of the result: the matrices [bands, channels, channels] as an image, or the upper triangles as a vector.")]
    public FeatureShape Layout { get; init; } = FeatureShape.Image;

    /// <inheritdoc />
    public override bool IsCostly => true;

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check() => BandList.Check(Bands, "bands");
}
