using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>At the end of each fold a trial stops where it is behind the best completed one by more than z standard errors of the paired difference of all rows so far, by patient.</summary>
[Description("At the end of each fold a trial stops where it is behind the best completed one by more than z standard errors of the paired difference of all rows so far, by patient.")]
[Key("foldRace")]
public sealed record FoldRacePrunerSettings : PrunerSettings
{
    /// <summary>How many standard errors behind the best a trial may be.</summary>
    [Description("How many standard errors behind the best a trial may be.")]
    [Limits(MoreThan = 0)]
    public double Z { get; init; } = 2;

    /// <summary>Completed trials before any trial is stopped.</summary>
    [Description("Completed trials before any trial is stopped.")]
    [Limits(AtLeast = 1)]
    public int StartupTrials { get; init; } = 1;

    /// <summary>Folds that every trial finishes before it is compared.</summary>
    [Description("Folds that every trial finishes before it is compared.")]
    [Limits(AtLeast = 1)]
    public int MinimumFolds { get; init; } = 1;
}
