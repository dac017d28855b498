using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>Asynchronous successive halving (ASHA): at steps r, r x factor, r x factor squared ... only the best share of the trials that came there goes on.</summary>
[Description("Asynchronous successive halving (ASHA): at steps r, r x factor, r x factor squared ... only the best share of the trials that came there goes on.")]
[Key("successiveHalving")]
public sealed record SuccessiveHalvingPrunerSettings : PrunerSettings
{
    /// <summary>Steps before the first decision; not set: a sixth of all steps, at least 1.</summary>
    [Description("Steps before the first decision; not set: a sixth of all steps, at least 1.")]
    [Limits(AtLeast = 1)]
    public int? MinimumSteps { get; init; }

    /// <summary>One of so many trials goes on at each decision.</summary>
    [Description("One of so many trials goes on at each decision.")]
    [Limits(AtLeast = 2)]
    public int ReductionFactor { get; init; } = 3;
}
