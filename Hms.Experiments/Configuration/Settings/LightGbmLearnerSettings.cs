using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>Gradient-boosted trees by LightGBM, under one softmax.</summary>
[Description("Gradient-boosted trees by LightGBM, under one softmax.")]
[Key("lightGbm")]
public sealed record LightGbmLearnerSettings : LearnerSettings
{
    /// <summary>Leaves of a tree at most.</summary>
    [Description("Leaves of a tree at most.")]
    [Limits(AtLeast = 2, AtMost = 131072)]
    public int Leaves { get; init; } = 31;

    /// <summary>Share of each tree's answer that is added.</summary>
    [Description("Share of each tree's answer that is added.")]
    [Limits(MoreThan = 0, AtMost = 10)]
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Rounds of boosting, each one tree a class.</summary>
    [Description("Rounds of boosting, each one tree a class.")]
    [Limits(AtLeast = 1, AtMost = 100000)]
    public int Trees { get; init; } = 200;

    /// <summary>Rows in a leaf at least.</summary>
    [Description("Rows in a leaf at least.")]
    [Limits(AtLeast = 1, AtMost = 1000000)]
    public int MinimumRowsPerLeaf { get; init; } = 20;

    /// <summary>L1 penalty of a leaf's answer.</summary>
    [Description("L1 penalty of a leaf's answer.")]
    [Limits(AtLeast = 0)]
    public double L1 { get; init; } = 0;

    /// <summary>L2 penalty of a leaf's answer.</summary>
    [Description("L2 penalty of a leaf's answer.")]
    [Limits(AtLeast = 0)]
    public double L2 { get; init; } = 0;

    /// <summary>Share of the features that a tree may use.</summary>
    [Description("Share of the features that a tree may use.")]
    [Limits(MoreThan = 0, AtMost = 1)]
    public double FeatureFraction { get; init; } = 1;

    /// <summary>Share of the rows that a round sees, drawn anew in every round.</summary>
    [Description("Share of the rows that a round sees, drawn anew in every round.")]
    [Limits(MoreThan = 0, AtMost = 1)]
    public double RowFraction { get; init; } = 1;

    /// <summary>Bins of a feature at most.</summary>
    [Description("Bins of a feature at most.")]
    [Limits(AtLeast = 2, AtMost = 65535)]
    public int MaximumBins { get; init; } = 255;
}
