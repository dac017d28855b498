using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>Adam with decoupled weight decay.</summary>
[Description("Adam with decoupled weight decay.")]
[Key("adamW")]
public sealed record AdamWSettings : OptimizerSettings
{
    /// <summary>Decay of the mean of gradients.</summary>
    [Description("Decay of the mean of gradients.")]
    [Limits(AtLeast = 0, LessThan = 1)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean of squared gradients.</summary>
    [Description("Decay of the mean of squared gradients.")]
    [Limits(AtLeast = 0, LessThan = 1)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Share of a weight that one unit of learning rate removes.</summary>
    [Description("Share of a weight that one unit of learning rate removes.")]
    [Limits(AtLeast = 0)]
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Added to the root of the mean square.</summary>
    [Description("Added to the root of the mean square.")]
    [Limits(MoreThan = 0, AtMost = 1)]
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Whether the largest mean square so far divides the step (AMSGrad).</summary>
    [Description("Whether the largest mean square so far divides the step (AMSGrad).")]
    public bool AmsGrad { get; init; }
}
