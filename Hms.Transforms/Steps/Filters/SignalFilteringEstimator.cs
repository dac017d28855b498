using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Filters;

/// <summary>Filters every channel of a signal.</summary>
public sealed class SignalFilteringEstimator : StepEstimator<SignalFilteringOptions, SignalFilteringTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns and filter.</param>
    public SignalFilteringEstimator(SignalFilteringOptions options) : base(options) { }

    private protected override SignalFilteringTransformer Create(IDataView input, VectorShape shape) =>
        new(Options with { SampleRateHz = SignalShapes.SampleRateHz(shape, Options.SampleRateHz) });
}
