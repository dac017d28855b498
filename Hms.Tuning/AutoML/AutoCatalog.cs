using Hms.Tuning.Spaces;
using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace Hms.Tuning.AutoML;

/// <summary>Makes sweepable estimators and experiments; see <see cref="MLContextExtensions.Auto"/>.</summary>
/// <remarks>The names are those of Microsoft.ML.AutoML. The trainers of the ready-made catalogs run on one thread, so that a trial repeats itself.</remarks>
public sealed class AutoCatalog
{
    private readonly MLContext _context;

    internal AutoCatalog(MLContext context) => _context = context;

    /// <summary>An experiment: a sweepable pipeline, a data set, a metric, a budget.</summary>
    public AutoMLExperiment CreateExperiment() => new(_context);

    /// <summary>An estimator made from an option class whose members are searched.</summary>
    /// <typeparam name="TOptions">The option class.</typeparam>
    /// <param name="factory">Makes the estimator; called for each trial and fold with a context seeded for it, so make the estimator from that context.</param>
    /// <param name="space">The space; null for <see cref="SearchSpace.Of{TOptions}(TOptions)"/>.</param>
    /// <param name="name">Its name, before its parameters' names; null for the class's name without "Options".</param>
    public SweepableEstimator CreateSweepableEstimator<TOptions>(Func<MLContext, TOptions, IEstimator<ITransformer>> factory, SearchSpace<TOptions>? space = null, string? name = null)
        where TOptions : class, new() => SweepableEstimator.Create(factory, space, name);

    /// <summary>Linear binary classifiers of Microsoft.ML as alternatives: SDCA and L-BFGS logistic regression. They want features of like scale.</summary>
    /// <param name="labelColumnName">Column of the labels, bool.</param>
    /// <param name="featureColumnName">Column of the features, vector of float.</param>
    public SweepableEstimator[] BinaryClassification(string labelColumnName = "Label", string featureColumnName = "Features") =>
    [
        CreateSweepableEstimator<SdcaOptions>((context, options) => context.BinaryClassification.Trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options
        {
            MaximumNumberOfIterations = options.MaximumNumberOfIterations,
            LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName, L1Regularization = options.L1Regularization, L2Regularization = options.L2Regularization, NumberOfThreads = 1,
        })),
        CreateSweepableEstimator<LbfgsOptions>((context, options) => context.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName, L1Regularization = options.L1Regularization, L2Regularization = options.L2Regularization, NumberOfThreads = 1,
        })),
    ];

    /// <summary>Linear classifiers of Microsoft.ML for several classes as alternatives: SDCA and L-BFGS maximum entropy. They want features of like scale.</summary>
    /// <param name="labelColumnName">Column of the labels, a key.</param>
    /// <param name="featureColumnName">Column of the features, vector of float.</param>
    public SweepableEstimator[] MulticlassClassification(string labelColumnName = "Label", string featureColumnName = "Features") =>
    [
        CreateSweepableEstimator<SdcaOptions>((context, options) => context.MulticlassClassification.Trainers.SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options
        {
            MaximumNumberOfIterations = options.MaximumNumberOfIterations,
            LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName, L1Regularization = options.L1Regularization, L2Regularization = options.L2Regularization, NumberOfThreads = 1,
        })),
        CreateSweepableEstimator<LbfgsOptions>((context, options) => context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName, L1Regularization = options.L1Regularization, L2Regularization = options.L2Regularization, NumberOfThreads = 1,
        })),
    ];

    /// <summary>Linear regression of Microsoft.ML: SDCA. It wants features of like scale.</summary>
    /// <param name="labelColumnName">Column of the labels, float.</param>
    /// <param name="featureColumnName">Column of the features, vector of float.</param>
    public SweepableEstimator[] Regression(string labelColumnName = "Label", string featureColumnName = "Features") =>
    [
        CreateSweepableEstimator<SdcaOptions>((context, options) => context.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options
        {
            MaximumNumberOfIterations = options.MaximumNumberOfIterations,
            LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName, L1Regularization = options.L1Regularization, L2Regularization = options.L2Regularization, NumberOfThreads = 1,
        })),
    ];
}
