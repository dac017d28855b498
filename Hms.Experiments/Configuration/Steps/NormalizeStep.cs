using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Subtracts a mean and divides by a standard deviation.</summary>
[Description("Subtracts a mean and divides by a standard deviation.")]
[Key("normalize")]
public sealed record NormalizeStep : ColumnStepSettings
{
    /// <summary>Whose mean and standard deviation.</summary>
    [Description("Whose mean and standard deviation.")]
    public NormalizeScope Scope { get; init; } = NormalizeScope.Instance;

    /// <summary>Which values share one mean and one standard deviation.</summary>
    [Description("Which values share one mean and one standard deviation.")]
    public NormalizeOver Over { get; init; } = NormalizeOver.All;

    /// <inheritdoc />
    public override bool LearnsFromRows => Scope == NormalizeScope.Datawide;
}
