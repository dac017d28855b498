using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>Sizes of the network eegnet.</summary>
[Description("Sizes of the network eegnet.")]
public sealed record EegNetSettings
{
    /// <summary>Filters over time (the paper's F1).</summary>
    [Description("Filters over time (the paper's F1).")]
    [Limits(AtLeast = 1, AtMost = 1024)]
    public int TemporalFilters { get; init; } = 8;

    /// <summary>Spatial filters for each filter over time (the paper's D).</summary>
    [Description("Spatial filters for each filter over time (the paper's D).")]
    [Limits(AtLeast = 1, AtMost = 1024)]
    public int SpatialFilters { get; init; } = 2;

    /// <summary>Features at the end (the paper's F2).</summary>
    [Description("Features at the end (the paper's F2).")]
    [Limits(AtLeast = 1, AtMost = 65536)]
    public int Features { get; init; } = 16;

    /// <summary>Length of the filters over time in samples; the paper takes half a second.</summary>
    [Description("Length of the filters over time in samples; the paper takes half a second.")]
    [Limits(AtLeast = 2, AtMost = 10000)]
    public int KernelSamples { get; init; } = 100;
}
