using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>Several brackets of successive halving side by side, from early to late decisions.</summary>
[Description("Several brackets of successive halving side by side, from early to late decisions.")]
[Key("hyperband")]
public sealed record HyperbandPrunerSettings : PrunerSettings
{
    /// <summary>Steps before the first decision of the earliest bracket; not set: a tenth of all steps, at least 1.</summary>
    [Description("Steps before the first decision of the earliest bracket; not set: a tenth of all steps, at least 1.")]
    [Limits(AtLeast = 1)]
    public int? MinimumSteps { get; init; }

    /// <summary>One of so many trials goes on at each decision.</summary>
    [Description("One of so many trials goes on at each decision.")]
    [Limits(AtLeast = 2)]
    public int ReductionFactor { get; init; } = 3;
}
