using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>Half a cosine from the learning rate to 0 over the epochs.</summary>
[Description("Half a cosine from the learning rate to 0 over the epochs.")]
[Key("cosine")]
public sealed record CosineSettings : ScheduleSettings;
