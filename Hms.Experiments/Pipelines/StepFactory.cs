using Hms.Experiments.Pipelines.Steps;
using Microsoft.ML;

namespace Hms.Experiments.Pipelines;

/// <summary>From a step of experiments.json to its ML.NET estimator: the one place where the two vocabularies meet.</summary>
internal static class StepFactory
{
    /// <summary>Creates the estimator of a step.</summary>
    /// <param name="context">The ML.NET context.</param>
    /// <param name="step">The step and its columns.</param>
    /// <param name="seed">Seed of steps that draw.</param>
    public static IEstimator<ITransformer> Create(MLContext context, PipelineStep step, ulong seed) =>
        ValueSteps.Create(context.Transforms, step, seed)
        ?? MontageSteps.Create(context.Transforms, step, seed)
        ?? FilterSteps.Create(context.Transforms, step, seed)
        ?? WaveletSteps.Create(context.Transforms, step, seed)
        ?? SpectrumSteps.Create(context.Transforms, step, seed)
        ?? FeatureSteps.Create(context.Transforms, step, seed)
        ?? ImageSteps.Create(context.Transforms, step, seed)
        ?? TrainingSteps.Create(context.Transforms, step, seed)
        ?? throw new InvalidOperationException($"No estimator for {step.Settings.GetType().Name}.");
}
