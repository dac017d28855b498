using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Values;

/// <summary>Multiplies every value by a factor and adds an offset.</summary>
public sealed class ValueScalingEstimator : StepEstimator<ValueScalingOptions, ValueScalingTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns, factor and offset.</param>
    public ValueScalingEstimator(ValueScalingOptions options) : base(options) { }

    private protected override ValueScalingTransformer Create(IDataView input, VectorShape shape) => new(Options);
}
