using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Spectra;

/// <summary>Computes the scalogram of every channel: power over time and frequency by complex Morlet wavelets, finer in time the higher the frequency.</summary>
public sealed class ScalogramComputingEstimator : StepEstimator<ScalogramComputingOptions, ScalogramComputingTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns, frequencies and wavelets.</param>
    public ScalogramComputingEstimator(ScalogramComputingOptions options) : base(options) { }

    private protected override ScalogramComputingTransformer Create(IDataView input, VectorShape shape) => new(Options with
    {
        SampleRateHz = SignalShapes.SampleRateHz(shape, Options.SampleRateHz),
        ChannelNames = shape.ChannelNames ?? Options.ChannelNames,
    });
}
