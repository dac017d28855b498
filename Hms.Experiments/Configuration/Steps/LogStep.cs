using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Natural logarithm.</summary>
[Description("Natural logarithm.")]
[Key("log")]
public sealed record LogStep : ColumnStepSettings
{
    /// <summary>Smaller values become this first; null: none.</summary>
    [Description("Smaller values become this first; null: none.")]
    [Limits(MoreThan = 0)]
    public double? Floor { get; init; } = 1e-12;
}
