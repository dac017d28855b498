using Microsoft.ML;

namespace Hms.Tuning.AutoML;

/// <summary>From ordinary ML.NET pipelines to sweepable ones.</summary>
public static class EstimatorExtensions
{
    /// <summary>Goes on with a sweepable estimator or pipeline.</summary>
    /// <param name="start">Estimator or chain without parameters to search.</param>
    /// <param name="sweepable">What follows.</param>
    public static SweepablePipeline Append(this IEstimator<ITransformer> start, Sweepable sweepable) => new SweepablePipeline().Append(start).Append(sweepable);

    /// <summary>Goes on with several alternatives, one of which a trial uses; the choice among them is the parameter "trainer".</summary>
    /// <param name="start">Estimator or chain without parameters to search.</param>
    /// <param name="alternatives">The alternatives, each of another name.</param>
    public static SweepablePipeline Append(this IEstimator<ITransformer> start, params IReadOnlyList<Sweepable> alternatives) => new SweepablePipeline().Append(start).Append(alternatives);
}
