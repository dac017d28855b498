using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>Half cosines, one after the other.</summary>
[Description("Half cosines, one after the other.")]
[Key("warmRestarts")]
public sealed record WarmRestartsSettings : ScheduleSettings
{
    /// <summary>Epochs of the first half cosine.</summary>
    [Description("Epochs of the first half cosine.")]
    [Limits(AtLeast = 1)]
    public int FirstPeriod { get; init; } = 3;

    /// <summary>Each half cosine is so many times as long as the one before it.</summary>
    [Description("Each half cosine is so many times as long as the one before it.")]
    [Limits(AtLeast = 1)]
    public int PeriodFactor { get; init; } = 1;

    /// <summary>Rate that each half cosine leads to.</summary>
    [Description("Rate that each half cosine leads to.")]
    [Limits(AtLeast = 0, AtMost = 10)]
    public double MinimumLearningRate { get; init; }

    /// <summary>How often the rate moves.</summary>
    [Description("How often the rate moves.")]
    public IntervalChoice Interval { get; init; } = IntervalChoice.Epoch;
}
