using Hms.Transforms.Steps.Spectra;
using Microsoft.ML;

namespace Hms.Transforms;

public static partial class HmsTransformsCatalog
{
    /// <summary>Computes the power spectrogram of every channel with the paper's windows.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write, [channels, frequencies, windows].</param>
    /// <param name="averaging">Which channels are averaged.</param>
    /// <param name="inputColumn">Column to read, [channels, samples]; null reads the output column.</param>
    public static SpectrogramComputingEstimator ComputeSpectrogram(
        this TransformsCatalog catalog, string outputColumn, SpectrogramAveraging averaging = SpectrogramAveraging.None, string? inputColumn = null) =>
        catalog.ComputeSpectrogram(new SpectrogramComputingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Averaging = averaging });

    /// <summary>Computes the power spectrogram of every channel.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static SpectrogramComputingEstimator ComputeSpectrogram(this TransformsCatalog catalog, SpectrogramComputingOptions options) => Checked(catalog, new SpectrogramComputingEstimator(options));
}
