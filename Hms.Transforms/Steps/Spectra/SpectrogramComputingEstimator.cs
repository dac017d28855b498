using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Spectra;

/// <summary>Computes the power spectrogram of every channel, in uV^2/Hz, as scipy.signal.spectrogram does.</summary>
public sealed class SpectrogramComputingEstimator : StepEstimator<SpectrogramComputingOptions, SpectrogramComputingTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns, windows and band.</param>
    public SpectrogramComputingEstimator(SpectrogramComputingOptions options) : base(options) { }

    private protected override SpectrogramComputingTransformer Create(IDataView input, VectorShape shape) => new(Options with
    {
        SampleRateHz = SignalShapes.SampleRateHz(shape, Options.SampleRateHz),
        ChannelNames = shape.ChannelNames ?? Options.ChannelNames,
    });
}
