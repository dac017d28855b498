using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>A trial stops where it is worse than earlier trials at the same fold and epoch, compared row by row.</summary>
[Description("A trial stops where it is worse than earlier trials at the same fold and epoch, compared row by row.")]
[Key("foldEpoch")]
public sealed record FoldEpochPrunerSettings : PrunerSettings
{
    /// <summary>Completed trials before any trial is stopped.</summary>
    [Description("Completed trials before any trial is stopped.")]
    [Limits(AtLeast = 1)]
    public int StartupTrials { get; init; } = 5;

    /// <summary>Steps (fold x epochs + epoch) before a trial can be stopped; not set: a tenth of all steps, at least 1.</summary>
    [Description("Steps (fold x epochs + epoch) before a trial can be stopped; not set: a tenth of all steps, at least 1.")]
    [Limits(AtLeast = 0)]
    public int? WarmupSteps { get; init; }
}
