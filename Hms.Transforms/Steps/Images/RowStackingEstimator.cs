using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Images;

/// <summary>Puts the channels of an image below one another, as the paper does with the spectrograms of the four chains.</summary>
public sealed class RowStackingEstimator : StepEstimator<RowStackingOptions, RowStackingTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns and order.</param>
    public RowStackingEstimator(RowStackingOptions options) : base(options) { }

    private protected override RowStackingTransformer Create(IDataView input, VectorShape shape) => new(Options);
}
