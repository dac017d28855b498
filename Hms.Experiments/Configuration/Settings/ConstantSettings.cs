using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>The learning rate stays.</summary>
[Description("The learning rate stays.")]
[Key("constant")]
public sealed record ConstantSettings : ScheduleSettings;
