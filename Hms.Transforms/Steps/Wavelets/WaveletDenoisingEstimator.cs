using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Wavelets;

/// <summary>Removes noise from every channel of a signal by thresholding its wavelet details.</summary>
public sealed class WaveletDenoisingEstimator : StepEstimator<WaveletDenoisingOptions, WaveletDenoisingTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns, wavelet and threshold.</param>
    public WaveletDenoisingEstimator(WaveletDenoisingOptions options) : base(options) { }

    private protected override WaveletDenoisingTransformer Create(IDataView input, VectorShape shape) => new(Options);
}
