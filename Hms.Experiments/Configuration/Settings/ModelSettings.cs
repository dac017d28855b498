using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>The network.</summary>
[Description("The network.")]
public sealed record ModelSettings
{
    /// <summary>Name of the network.</summary>
    [Description("Name of the network.")]
    [KnownNames("efficientnet_b0", "efficientnet_b1", "small_cnn", "tf_efficientnet_b0", "tf_efficientnet_b1")]
    public required string Network { get; init; } = string.Empty;

    /// <summary>Share of the features before the last layer that a training step drops.</summary>
    [Description("Share of the features before the last layer that a training step drops.")]
    [Limits(AtLeast = 0, LessThan = 1)]
    public double Dropout { get; init; } = 0;
}
