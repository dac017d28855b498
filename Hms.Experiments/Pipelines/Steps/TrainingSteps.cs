using Hms.Experiments.Configuration.Steps;
using Hms.Signal.Randomness;
using Hms.Transforms;
using Hms.Transforms.Steps.Training;
using Microsoft.ML;

namespace Hms.Experiments.Pipelines.Steps;

/// <summary>Steps on training rows only.</summary>
internal static class TrainingSteps
{
    /// <summary>The estimator of a step of this family; null for any other step.</summary>
    public static IEstimator<ITransformer>? Create(TransformsCatalog transforms, PipelineStep step, ulong seed) => step.Settings switch
    {
        RebalanceStep { Strategy: RebalanceStrategy.ClassWeights } s => transforms.WeightClasses(Weighting(s)),
        RebalanceStep s => transforms.RebalanceClasses(Rebalancing(s, seed)),
        AugmentStep s => transforms.AugmentRows(Augmenting(s, step, seed)),
        _ => null,
    };

    private static ClassRebalancingOptions Rebalancing(RebalanceStep step, ulong seed) => new()
    {
        Method = step.Strategy == RebalanceStrategy.Undersample ? RebalancingMethod.Undersample : RebalancingMethod.Oversample,
        By = Membership(step),
        Strength = step.Strength,
        Seed = seed,
    };

    private static ClassWeightingOptions Weighting(RebalanceStep step)
    {
        var options = new ClassWeightingOptions
        {
            WeightColumn = TrainingOptions.WeightColumn,
            By = Membership(step),
            Strength = step.Strength,
            Formula = step.Formula == RebalanceFormula.EffectiveNumber ? ClassWeightFormula.EffectiveNumber : ClassWeightFormula.InverseFrequency,
        };
        return step.Beta is { } beta ? options with { Beta = beta } : options;
    }

    /// <summary>Every augment step draws by itself, also two of the same kind.</summary>
    private static RowAugmentingOptions Augmenting(AugmentStep step, PipelineStep place, ulong seed) => new()
    {
        InputColumn = place.InputColumn,
        Augmentation = step.ToOptions(),
        Copies = step.Copies ?? 1,
        Seed = SeedHash.Derive(seed, (ulong)place.Index),
    };

    private static ClassMembership Membership(RebalanceStep step) => step.By == RebalanceMembership.Votes ? ClassMembership.Votes : ClassMembership.Consensus;
}
