using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Filters;

/// <summary>Brings every channel of a signal to another sample rate.</summary>
public sealed class SignalResamplingEstimator : StepEstimator<SignalResamplingOptions, SignalResamplingTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns and rates.</param>
    public SignalResamplingEstimator(SignalResamplingOptions options) : base(options) { }

    private protected override SignalResamplingTransformer Create(IDataView input, VectorShape shape) =>
        new(Options with { SampleRateHz = SignalShapes.SampleRateHz(shape, Options.SampleRateHz) });
}
