using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>Half a cosine from the learning rate to the minimum over the training.</summary>
[Description("Half a cosine from the learning rate to the minimum over the training.")]
[Key("cosine")]
public sealed record CosineSettings : ScheduleSettings
{
    /// <summary>Rate that the cosine leads to.</summary>
    [Description("Rate that the cosine leads to.")]
    [Limits(AtLeast = 0, AtMost = 10)]
    public double MinimumLearningRate { get; init; }

    /// <summary>How often the rate moves.</summary>
    [Description("How often the rate moves.")]
    public IntervalChoice Interval { get; init; } = IntervalChoice.Epoch;
}
