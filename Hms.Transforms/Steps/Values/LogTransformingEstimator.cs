using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Values;

/// <summary>Takes the logarithm of every value.</summary>
public sealed class LogTransformingEstimator : StepEstimator<LogTransformingOptions, LogTransformingTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns, scale and floor.</param>
    public LogTransformingEstimator(LogTransformingOptions options) : base(options) { }

    private protected override LogTransformingTransformer Create(IDataView input, VectorShape shape) => new(Options);
}
