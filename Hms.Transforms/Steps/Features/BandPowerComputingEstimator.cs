using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Features;

/// <summary>Computes the power of every channel in frequency bands by Welch's method: features for a tabular learner, or an image.</summary>
public sealed class BandPowerComputingEstimator : StepEstimator<BandPowerComputingOptions, BandPowerComputingTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns, bands and spectrum.</param>
    public BandPowerComputingEstimator(BandPowerComputingOptions options) : base(options) { }

    private protected override BandPowerComputingTransformer Create(IDataView input, VectorShape shape) => new(Options with
    {
        SampleRateHz = SignalShapes.SampleRateHz(shape, Options.SampleRateHz),
        ChannelNames = shape.ChannelNames ?? Options.ChannelNames,
    });
}
