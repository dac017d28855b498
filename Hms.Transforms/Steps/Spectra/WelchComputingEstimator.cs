using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Spectra;

/// <summary>Computes the power spectrum of every channel by Welch's method, as scipy.signal.welch does.</summary>
public sealed class WelchComputingEstimator : StepEstimator<WelchComputingOptions, WelchComputingTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns, segments and band.</param>
    public WelchComputingEstimator(WelchComputingOptions options) : base(options) { }

    private protected override WelchComputingTransformer Create(IDataView input, VectorShape shape) => new(Options with
    {
        SampleRateHz = SignalShapes.SampleRateHz(shape, Options.SampleRateHz),
        ChannelNames = shape.ChannelNames ?? Options.ChannelNames,
    });
}
