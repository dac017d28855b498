using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>When a stage ends before its last epoch.</summary>
[Description("When a stage ends before its last epoch.")]
public sealed record EarlyStoppingSettings
{
    /// <summary>Epochs without a gain after which the stage ends.</summary>
    [Description("Epochs without a gain after which the stage ends.")]
    [Limits(AtLeast = 1)]
    public int Patience { get; init; } = 5;

    /// <summary>Fall of the held-out KL, in nat, that counts as a gain.</summary>
    [Description("Fall of the held-out KL, in nat, that counts as a gain.")]
    [Limits(AtLeast = 0)]
    public double MinimumGain { get; init; }
}
