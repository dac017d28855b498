using System.ComponentModel;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Makes the classes of the training rows count alike; validation and scoring rows stay as they are.</summary>
[Description("Makes the classes of the training rows count alike; validation and scoring rows stay as they are.")]
[Key("rebalance")]
public sealed record RebalanceStep : StepSettings, ICheckedSettings
{
    /// <summary>Whether rare classes are repeated, frequent ones thinned, or all weighed in the loss.</summary>
    [Description("Whether rare classes are repeated, frequent ones thinned, or all weighed in the loss.")]
    public RebalanceStrategy Strategy { get; init; } = RebalanceStrategy.Oversample;

    /// <summary>To which class a row with mixed votes belongs.</summary>
    [Description("To which class a row with mixed votes belongs.")]
    public RebalanceMembership By { get; init; } = RebalanceMembership.Consensus;

    /// <summary>How far: 0 leaves the classes as they are, 1 makes them count alike, between them it is a power.</summary>
    [Description("How far: 0 leaves the classes as they are, 1 makes them count alike, between them it is a power.")]
    [Limits(AtLeast = 0, AtMost = 1)]
    public double Strength { get; init; } = 1;

    /// <summary>classWeights: how the weight of a class follows from its size.</summary>
    [Description("classWeights: how the weight of a class follows from its size.")]
    public RebalanceFormula Formula { get; init; } = RebalanceFormula.InverseFrequency;

    /// <summary>effectiveNumber: beta of the formula; not set: 0.999.</summary>
    [Description("effectiveNumber: beta of the formula; not set: 0.999.")]
    [Limits(AtLeast = 0, LessThan = 1)]
    public double? Beta { get; init; }

    /// <inheritdoc />
    public override bool IsTrainingOnly => true;

    /// <inheritdoc />
    public override IReadOnlyList<string> ReadColumns(string previous) => [];

    /// <inheritdoc />
    public override string? YieldedColumn(string previous) => null;

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        if (Formula == RebalanceFormula.EffectiveNumber && Strategy != RebalanceStrategy.ClassWeights)
        {
            yield return new SettingsProblem("formula \"effectiveNumber\" makes weights; it goes with strategy \"classWeights\" only.", "formula", "strategy");
        }
        if (Beta is not null && Formula != RebalanceFormula.EffectiveNumber)
        {
            yield return new SettingsProblem("beta belongs to formula \"effectiveNumber\"; leave it out, or write that formula.", "beta", "formula");
        }
    }
}
