using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>The rate falls by a factor every few epochs.</summary>
[Description("The rate falls by a factor every few epochs.")]
[Key("step")]
public sealed record StepScheduleSettings : ScheduleSettings
{
    /// <summary>Epochs between two falls.</summary>
    [Description("Epochs between two falls.")]
    [Limits(AtLeast = 1)]
    public int StepSize { get; init; } = 3;

    /// <summary>The rate is multiplied by this.</summary>
    [Description("The rate is multiplied by this.")]
    [Limits(MoreThan = 0, AtMost = 1)]
    public double Gamma { get; init; } = 0.1;
}
