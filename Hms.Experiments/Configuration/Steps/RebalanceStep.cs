using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Makes the classes of the training rows equally frequent; validation and scoring rows stay as they are.</summary>
[Description("Makes the classes of the training rows equally frequent; validation and scoring rows stay as they are.")]
[Key("rebalance")]
public sealed record RebalanceStep : StepSettings
{
    /// <summary>Whether rare classes are repeated or frequent ones thinned.</summary>
    [Description("Whether rare classes are repeated or frequent ones thinned.")]
    public RebalanceStrategy Strategy { get; init; } = RebalanceStrategy.Oversample;

    /// <inheritdoc />
    public override bool IsTrainingOnly => true;

    /// <inheritdoc />
    public override IReadOnlyList<string> ReadColumns(string previous) => [];

    /// <inheritdoc />
    public override string? YieldedColumn(string previous) => null;
}
