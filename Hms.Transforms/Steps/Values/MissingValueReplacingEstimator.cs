using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Values;

/// <summary>Puts a value in the place of every NaN.</summary>
public sealed class MissingValueReplacingEstimator : StepEstimator<MissingValueReplacingOptions, MissingValueReplacingTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns and policy.</param>
    public MissingValueReplacingEstimator(MissingValueReplacingOptions options) : base(options) { }

    private protected override MissingValueReplacingTransformer Create(IDataView input, VectorShape shape) => new(Options);
}
