using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Values;

/// <summary>Brings the values of every row into limits that are quantiles of the row itself, so that artefacts lose their size.</summary>
public sealed class QuantileClippingEstimator : StepEstimator<QuantileClippingOptions, QuantileClippingTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns and quantiles.</param>
    public QuantileClippingEstimator(QuantileClippingOptions options) : base(options) { }

    private protected override QuantileClippingTransformer Create(IDataView input, VectorShape shape) => new(Options);
}
