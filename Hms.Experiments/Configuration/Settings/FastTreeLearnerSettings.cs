using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>Gradient-boosted trees by ML.NET's FastTree, each class against all others.</summary>
[Description("Gradient-boosted trees by ML.NET's FastTree, each class against all others.")]
[Key("fastTree")]
public sealed record FastTreeLearnerSettings : LearnerSettings
{
    /// <summary>Leaves of a tree at most.</summary>
    [Description("Leaves of a tree at most.")]
    [Limits(AtLeast = 2, AtMost = 131072)]
    public int Leaves { get; init; } = 20;

    /// <summary>Share of each tree's answer that is added.</summary>
    [Description("Share of each tree's answer that is added.")]
    [Limits(MoreThan = 0, AtMost = 10)]
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Trees of each class.</summary>
    [Description("Trees of each class.")]
    [Limits(AtLeast = 1, AtMost = 100000)]
    public int Trees { get; init; } = 100;

    /// <summary>Rows in a leaf at least.</summary>
    [Description("Rows in a leaf at least.")]
    [Limits(AtLeast = 1, AtMost = 1000000)]
    public int MinimumRowsPerLeaf { get; init; } = 10;

    /// <summary>Share of the features that a tree may use.</summary>
    [Description("Share of the features that a tree may use.")]
    [Limits(MoreThan = 0, AtMost = 1)]
    public double FeatureFraction { get; init; } = 1;

    /// <summary>Bins of a feature at most.</summary>
    [Description("Bins of a feature at most.")]
    [Limits(AtLeast = 2, AtMost = 65535)]
    public int MaximumBins { get; init; } = 255;
}
