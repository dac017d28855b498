using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>How the learning rate moves.</summary>
[Description("How the learning rate moves.")]
[OneOf(
    typeof(CosineSettings), typeof(PlateauSettings), typeof(StepScheduleSettings), typeof(MultiStepSettings), typeof(ExponentialSettings), typeof(OneCycleSettings), typeof(WarmRestartsSettings),
    typeof(ConstantSettings), PlainNames = true, Noun = "schedule")]
public abstract record ScheduleSettings;
