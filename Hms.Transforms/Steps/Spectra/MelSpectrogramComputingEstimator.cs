using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Spectra;

/// <summary>Computes mel spectrograms, by default the EEG images of Deotte's notebook: of every bipolar pair first, in decibels, then averaged along the chains.</summary>
public sealed class MelSpectrogramComputingEstimator : StepEstimator<MelSpectrogramComputingOptions, MelSpectrogramComputingTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns, windows and band.</param>
    public MelSpectrogramComputingEstimator(MelSpectrogramComputingOptions options) : base(options) { }

    private protected override MelSpectrogramComputingTransformer Create(IDataView input, VectorShape shape) => new(Options with
    {
        SampleRateHz = SignalShapes.SampleRateHz(shape, Options.SampleRateHz),
        ChannelNames = shape.ChannelNames ?? Options.ChannelNames,
    });
}
