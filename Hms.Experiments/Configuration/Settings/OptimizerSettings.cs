using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>What turns gradients into steps.</summary>
[Description("What turns gradients into steps.")]
[OneOf(typeof(AdamWSettings), typeof(AdamSettings), typeof(SgdSettings), PlainNames = true, Noun = "optimizer")]
public abstract record OptimizerSettings
{
    /// <summary>Step size before the schedule.</summary>
    [Description("Step size before the schedule.")]
    [Limits(MoreThan = 0, AtMost = 10)]
    public double LearningRate { get; init; } = 0.001;

    /// <summary>Which learnt values the weight decay acts on.</summary>
    [Description("Which learnt values the weight decay acts on.")]
    public DecayedWeights DecayOn { get; init; } = DecayedWeights.All;
}
