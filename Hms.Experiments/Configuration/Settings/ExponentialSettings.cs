using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>The rate falls by the same factor after each epoch.</summary>
[Description("The rate falls by the same factor after each epoch.")]
[Key("exponential")]
public sealed record ExponentialSettings : ScheduleSettings
{
    /// <summary>The rate is multiplied by this.</summary>
    [Description("The rate is multiplied by this.")]
    [Limits(MoreThan = 0, AtMost = 1)]
    public double Gamma { get; init; } = 0.9;
}
