using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>A trial stops where its KL divergence is above a bound. Where the bound would have stopped every trial so far, it warns and stops none.</summary>
[Description("A trial stops where its KL divergence is above a bound. Where the bound would have stopped every trial so far, it warns and stops none.")]
[Key("threshold")]
public sealed record ThresholdPrunerSettings : PrunerSettings
{
    /// <summary>The bound: the largest KL divergence, in nat, with which a trial goes on.</summary>
    [Description("The bound: the largest KL divergence, in nat, with which a trial goes on.")]
    [Limits(MoreThan = 0)]
    public required double Upper { get; init; } = 1;

    /// <summary>Steps (fold x epochs + epoch) before a trial can be stopped; not set: a tenth of all steps, at least 1.</summary>
    [Description("Steps (fold x epochs + epoch) before a trial can be stopped; not set: a tenth of all steps, at least 1.")]
    [Limits(AtLeast = 0)]
    public int? WarmupSteps { get; init; }
}
