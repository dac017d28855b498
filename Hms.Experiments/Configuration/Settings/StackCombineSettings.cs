using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>A network on statistics of the members' probabilities.</summary>
[Description("A network on statistics of the members' probabilities.")]
[Key("stack")]
public sealed record StackCombineSettings : CombineSettings
{
    /// <summary>What the network reads; each a block of one number per class (predictions: per class and member).</summary>
    [Description("What the network reads; each a block of one number per class (predictions: per class and member).")]
    [MinimumCount(1)]
    public IReadOnlyList<StackFeature> Features { get; init; } = [StackFeature.Minimum, StackFeature.Maximum, StackFeature.Mean, StackFeature.StandardDeviation, StackFeature.Median];

    /// <summary>Widths of the hidden layers.</summary>
    [Description("Widths of the hidden layers.")]
    [MinimumCount(1)]
    [Limits(AtLeast = 1, AtMost = 65536)]
    public IReadOnlyList<int> Hidden { get; init; } = [600, 1200, 1000, 600];

    /// <summary>Passes over the rows at most.</summary>
    [Description("Passes over the rows at most.")]
    [Limits(AtLeast = 1, AtMost = 10000)]
    public int Epochs { get; init; } = 80;

    /// <summary>Rows per optimizer step.</summary>
    [Description("Rows per optimizer step.")]
    [Limits(AtLeast = 2, AtMost = 65536)]
    public int BatchSize { get; init; } = 64;

    /// <summary>Epochs without a better validation loss after which the fit ends.</summary>
    [Description("Epochs without a better validation loss after which the fit ends.")]
    [Limits(AtLeast = 1, AtMost = 10000)]
    public int Patience { get; init; } = 20;

    /// <summary>Learning rate of Adam.</summary>
    [Description("Learning rate of Adam.")]
    [Limits(MoreThan = 0, AtMost = 10)]
    public double LearningRate { get; init; } = 0.001;
}
