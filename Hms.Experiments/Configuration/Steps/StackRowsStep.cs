using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Puts the channels of an image below one another: four chains become one image of four times the height.</summary>
[Description("Puts the channels of an image below one another: four chains become one image of four times the height.")]
[Key("stackRows")]
public sealed record StackRowsStep : ColumnStepSettings
{
    /// <summary>Channels from top to bottom, for example LL, LP, RP, RL; not set: all, in their order.</summary>
    [Description("Channels from top to bottom, for example LL, LP, RP, RL; not set: all, in their order.")]
    [MinimumCount(1)]
    [Fixed("lists may not vary")]
    public IReadOnlyList<string>? Channels { get; init; }
}
