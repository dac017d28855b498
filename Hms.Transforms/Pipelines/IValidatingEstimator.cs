using Microsoft.ML;

namespace Hms.Transforms.Pipelines;

/// <summary>An estimator that learns from one table and watches another while it does. ML.NET's Fit hands over one table only.</summary>
/// <typeparam name="TTransformer">What fitting gives.</typeparam>
public interface IValidatingEstimator<out TTransformer> : IEstimator<TTransformer> where TTransformer : ITransformer
{
    /// <summary>Learns from the training rows; the validation rows are only scored.</summary>
    /// <param name="train">Training rows.</param>
    /// <param name="validation">Rows that nothing is learnt from, with the same columns.</param>
    TTransformer Fit(IDataView train, IDataView validation);
}
