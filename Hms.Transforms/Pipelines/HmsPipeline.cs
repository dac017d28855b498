using Hms.Transforms.Persistence;
using Hms.Transforms.Steps.Training;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Pipelines;

/// <summary>A chain of estimators that is fitted on training rows and hands validation rows to every estimator that wants them.</summary>
/// <remarks>
/// Immutable: each Append gives a new pipeline. Steps of <see cref="TransformerScope.Training"/> (class rebalancing, augmentation) shape the training rows that
/// later steps are fitted on; validation rows never pass them, and they are absent from the result.
/// </remarks>
public sealed class HmsPipeline : IValidatingEstimator<TransformerChain<ITransformer>>
{
    private readonly (IEstimator<ITransformer> Estimator, TransformerScope Scope)[] _steps;

    /// <summary>An empty pipeline.</summary>
    public HmsPipeline() => _steps = [];

    private HmsPipeline((IEstimator<ITransformer> Estimator, TransformerScope Scope)[] steps) => _steps = steps;

    /// <summary>Number of steps.</summary>
    public int Count => _steps.Length;

    /// <summary>The pipeline with one more step.</summary>
    /// <param name="estimator">The step; a chain must not hold steps of training scope nor estimators that validate, which ML.NET would treat as others without a word.</param>
    /// <param name="scope">Everything (default), or Training for a step that belongs to fitting only.</param>
    /// <exception cref="ArgumentException">The step and its scope do not go together; the message says how to append it.</exception>
    public HmsPipeline Append(IEstimator<ITransformer> estimator, TransformerScope scope = TransformerScope.Everything)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        if (HoldsTrainingSteps(estimator)) { throw NestedTrainingSteps(nameof(estimator)); }
        if (MLNetInternals.ChainSteps(estimator).Any(step => WantsValidation(step.Estimator))) { throw NestedValidation(nameof(estimator)); }
        if (estimator is ITrainingScopeEstimator && scope != TransformerScope.Training)
        {
            throw new ArgumentException($"{estimator.GetType().Name} shapes training rows only: append it with TransformerScope.Training, not {scope}.", nameof(scope));
        }
        return new HmsPipeline([.. _steps, (estimator, scope)]);
    }

    /// <summary>Fits all steps on one table; estimators that validate get none.</summary>
    /// <param name="input">Training rows.</param>
    /// <returns>The fitted steps without those of training scope.</returns>
    public TransformerChain<ITransformer> Fit(IDataView input) => FitSteps(input, validation: null);

    /// <summary>Fits preprocessing on the training rows only, and every <see cref="IValidatingEstimator{T}"/> on both tables.</summary>
    /// <param name="train">Training rows.</param>
    /// <param name="validation">Rows that nothing is learnt from.</param>
    /// <returns>The fitted steps without those of training scope.</returns>
    public TransformerChain<ITransformer> PipelineFit(IDataView train, IDataView validation)
    {
        ArgumentNullException.ThrowIfNull(validation);
        return FitSteps(train, validation);
    }

    TransformerChain<ITransformer> IValidatingEstimator<TransformerChain<ITransformer>>.Fit(IDataView train, IDataView validation) => PipelineFit(train, validation);

    /// <summary>The kinds of columns after the pipeline.</summary>
    /// <param name="inputSchema">The kinds of columns before it.</param>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        var shape = inputSchema;
        foreach (var (estimator, scope) in _steps)
        {
            var next = estimator.GetOutputSchema(shape);
            if (IsScored(scope)) { shape = next; }
        }
        return shape;
    }

    private TransformerChain<ITransformer> FitSteps(IDataView train, IDataView? validation)
    {
        ArgumentNullException.ThrowIfNull(train);
        var fitted = new List<ITransformer>();
        foreach (var (estimator, scope) in _steps)
        {
            var transformer = validation is not null && estimator is IValidatingEstimator<ITransformer> validating ? validating.Fit(train, validation) : estimator.Fit(train);
            if (TransformerChains.HasTrainingSteps(transformer)) { throw NestedTrainingSteps("estimator"); }
            train = transformer.Transform(train);
            if (!IsScored(scope)) { continue; }
            validation = validation is null ? null : transformer.Transform(validation);
            fitted.Add(transformer);
        }
        return new TransformerChain<ITransformer>([.. fitted]);
    }

    /// <summary>True where a chain or pipeline, at any depth, holds a step of training scope.</summary>
    private static bool HoldsTrainingSteps(IEstimator<ITransformer> estimator) =>
        Inside(estimator).Any(step => !IsScored(step.Scope) || HoldsTrainingSteps(step.Estimator));

    /// <summary>True where an estimator, or one inside it at any depth, learns from validation rows, too.</summary>
    private static bool WantsValidation(IEstimator<ITransformer> estimator) =>
        estimator is IValidatingEstimator<ITransformer> and not HmsPipeline || Inside(estimator).Any(step => WantsValidation(step.Estimator));

    private static (IEstimator<ITransformer> Estimator, TransformerScope Scope)[] Inside(IEstimator<ITransformer> estimator) =>
        estimator is HmsPipeline pipeline ? pipeline._steps : MLNetInternals.ChainSteps(estimator);

    private static bool IsScored(TransformerScope scope) => scope.HasFlag(TransformerScope.Scoring);

    private static ArgumentException NestedValidation(string parameter) =>
        new("A nested ML.NET chain holds an estimator that wants validation rows, which the chain would not hand on: append its steps one by one to this pipeline, or nest an HmsPipeline.", parameter);

    private static ArgumentException NestedTrainingSteps(string parameter) =>
        new("A nested chain holds a step of training scope, whose scope ML.NET would not honour there: append that step to the outer pipeline with TransformerScope.Training.", parameter);
}
