using Hms.Transforms.Steps.Wavelets;
using Microsoft.ML;

namespace Hms.Transforms;

public static partial class HmsTransformsCatalog
{
    /// <summary>Removes noise by thresholding wavelet details (hard, universal threshold, mean deviation, full depth, periodization).</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write.</param>
    /// <param name="wavelet">Name of the wavelet; default db8.</param>
    /// <param name="inputColumn">Column to read, [channels, samples]; null reads the output column.</param>
    public static WaveletDenoisingEstimator DenoiseWavelet(this TransformsCatalog catalog, string outputColumn, string wavelet = "db8", string? inputColumn = null) =>
        catalog.DenoiseWavelet(new WaveletDenoisingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Wavelet = wavelet });

    /// <summary>Removes noise by thresholding wavelet details.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static WaveletDenoisingEstimator DenoiseWavelet(this TransformsCatalog catalog, WaveletDenoisingOptions options) => Checked(catalog, new WaveletDenoisingEstimator(options));
}
