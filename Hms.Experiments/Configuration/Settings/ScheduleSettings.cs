using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>How the learning rate moves over the epochs.</summary>
[Description("How the learning rate moves over the epochs.")]
[OneOf(typeof(CosineSettings), typeof(ConstantSettings), PlainNames = true, Noun = "schedule")]
public abstract record ScheduleSettings;
