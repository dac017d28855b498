using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>A trial stops where it is not among the best share of earlier trials at the same fold and epoch.</summary>
[Description("A trial stops where it is not among the best share of earlier trials at the same fold and epoch.")]
[Key("percentile")]
public sealed record PercentilePrunerSettings : PrunerSettings
{
    /// <summary>Share of the earlier trials, in percent, that a trial must be among to go on; 50 is the median.</summary>
    [Description("Share of the earlier trials, in percent, that a trial must be among to go on; 50 is the median.")]
    [Limits(MoreThan = 0, LessThan = 100)]
    public double Percentile { get; init; } = 25;

    /// <summary>Completed trials before any trial is stopped.</summary>
    [Description("Completed trials before any trial is stopped.")]
    [Limits(AtLeast = 1)]
    public int StartupTrials { get; init; } = 5;

    /// <summary>Steps (fold x epochs + epoch) before a trial can be stopped; not set: a tenth of all steps, at least 1.</summary>
    [Description("Steps (fold x epochs + epoch) before a trial can be stopped; not set: a tenth of all steps, at least 1.")]
    [Limits(AtLeast = 0)]
    public int? WarmupSteps { get; init; }
}
