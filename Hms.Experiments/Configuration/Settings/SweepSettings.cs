using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>How the values that may vary are searched.</summary>
[Description("How the values that may vary are searched.")]
public sealed record SweepSettings
{
    /// <summary>Number of trials.</summary>
    [Description("Number of trials.")]
    [Limits(AtLeast = 1)]
    public int Trials { get; init; } = 20;

    /// <summary>Number of folds that each trial runs; not set: all.</summary>
    [Description("Number of folds that each trial runs; not set: all.")]
    [Limits(AtLeast = 1)]
    public int? Folds { get; init; }

    /// <summary>How values are proposed.</summary>
    [Description("How values are proposed.")]
    public TunerChoice Tuner { get; init; } = TunerChoice.Tpe;

    /// <summary>Trials with independent draws before the tuner learns; not set: the tuner's default.</summary>
    [Description("Trials with independent draws before the tuner learns; not set: the tuner's default.")]
    [Limits(AtLeast = 0)]
    public int? StartupTrials { get; init; }

    /// <summary>When a trial is stopped early.</summary>
    [Description("When a trial is stopped early.")]
    public PrunerSettings Pruner { get; init; } = new MedianPrunerSettings();

    /// <summary>Number of best trials whose models are kept on disk.</summary>
    [Description("Number of best trials whose models are kept on disk.")]
    [Limits(AtLeast = 1)]
    public int KeepModels { get; init; } = 5;
}
