using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Values;

/// <summary>Raises values below a limit to it and lowers values above another to that.</summary>
public sealed class ValueClippingEstimator : StepEstimator<ValueClippingOptions, ValueClippingTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns and limits.</param>
    public ValueClippingEstimator(ValueClippingOptions options) : base(options) { }

    private protected override ValueClippingTransformer Create(IDataView input, VectorShape shape) => new(Options);
}
