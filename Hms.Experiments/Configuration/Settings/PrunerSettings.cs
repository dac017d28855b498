using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>When a trial is stopped early.</summary>
[Description("When a trial is stopped early.")]
[OneOf(typeof(MedianPrunerSettings), typeof(NonePrunerSettings), PlainNames = true, Noun = "pruner")]
public abstract record PrunerSettings;
