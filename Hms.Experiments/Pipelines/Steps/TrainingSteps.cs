using Hms.Experiments.Configuration.Steps;
using Hms.Transforms;
using Hms.Transforms.Steps.Training;
using Microsoft.ML;

namespace Hms.Experiments.Pipelines.Steps;

/// <summary>Steps on training rows only.</summary>
internal static class TrainingSteps
{
    /// <summary>The estimator of a step of this family; null for any other step.</summary>
    public static IEstimator<ITransformer>? Create(TransformsCatalog transforms, PipelineStep step, ulong seed)
    {
        var (input, output) = (step.InputColumn, step.OutputColumn);
        return step.Settings switch
        {
            RebalanceStep s => transforms.RebalanceClasses(new ClassRebalancingOptions { Method = s.Strategy == RebalanceStrategy.Undersample ? RebalancingMethod.Undersample : RebalancingMethod.Oversample, Seed = seed }),
            _ => null,
        };
    }
}
