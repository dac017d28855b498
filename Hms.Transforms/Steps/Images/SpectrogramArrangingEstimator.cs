using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Images;

/// <summary>Turns the table of a spectrogram file, one row a time step, into an image with frequency upwards and time to the right.</summary>
public sealed class SpectrogramArrangingEstimator : StepEstimator<SpectrogramArrangingOptions, SpectrogramArrangingTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns and layout.</param>
    public SpectrogramArrangingEstimator(SpectrogramArrangingOptions options) : base(options) { }

    private protected override SpectrogramArrangingTransformer Create(IDataView input, VectorShape shape) => new(Options);
}
