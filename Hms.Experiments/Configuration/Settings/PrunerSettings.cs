using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>When a trial is stopped early.</summary>
[Description("When a trial is stopped early.")]
[OneOf(
    typeof(AutoPrunerSettings), typeof(FoldEpochPrunerSettings), typeof(FoldRacePrunerSettings), typeof(MedianPrunerSettings), typeof(PercentilePrunerSettings), typeof(SuccessiveHalvingPrunerSettings), typeof(HyperbandPrunerSettings),
    typeof(ThresholdPrunerSettings), typeof(NonePrunerSettings), PlainNames = true, Noun = "pruner")]
public abstract record PrunerSettings;
