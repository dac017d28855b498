using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>An exponential moving average of the weights, taken after each optimizer step.</summary>
[Description("An exponential moving average of the weights, taken after each optimizer step.")]
public sealed record EmaSettings
{
    /// <summary>Share of the average that stays at each step; about 1 / (1 - decay) steps are averaged.</summary>
    [Description("Share of the average that stays at each step; about 1 / (1 - decay) steps are averaged.")]
    [Limits(MoreThan = 0, LessThan = 1)]
    public double Decay { get; init; } = 0.999;

    /// <summary>Power of a warm-up in which early weights are soon forgotten, for example 0.667; not set: none.</summary>
    [Description("Power of a warm-up in which early weights are soon forgotten, for example 0.667; not set: none.")]
    [Limits(MoreThan = 0)]
    public double? WarmUpPower { get; init; }

    /// <summary>Steps that stretch the warm-up.</summary>
    [Description("Steps that stretch the warm-up.")]
    [Limits(MoreThan = 0)]
    public double WarmUpGamma { get; init; } = 1;
}
