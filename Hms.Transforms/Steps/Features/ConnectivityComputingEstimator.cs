using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Features;

/// <summary>Compares every pair of channels: coherence, phase lag, phase locking or correlation, in frequency bands.</summary>
public sealed class ConnectivityComputingEstimator : StepEstimator<ConnectivityComputingOptions, ConnectivityComputingTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns, measure and bands.</param>
    public ConnectivityComputingEstimator(ConnectivityComputingOptions options) : base(options) { }

    private protected override ConnectivityComputingTransformer Create(IDataView input, VectorShape shape) => new(Options with
    {
        SampleRateHz = SignalShapes.SampleRateHz(shape, Options.SampleRateHz),
        ChannelNames = shape.ChannelNames ?? Options.ChannelNames,
    });
}
