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

    /// <summary>Computes the EEG images of Deotte's notebook: mel spectrograms of bipolar pairs in normalised decibels, averaged along the chains LL, LP, RP, RL.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write, [4, 128, samples / 39].</param>
    /// <param name="inputColumn">Column to read, the 16 pairs of the double banana [16, samples]; null reads the output column.</param>
    public static MelSpectrogramComputingEstimator ComputeMelSpectrogram(this TransformsCatalog catalog, string outputColumn, string? inputColumn = null) =>
        catalog.ComputeMelSpectrogram(new MelSpectrogramComputingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn });

    /// <summary>Computes mel spectrograms.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static MelSpectrogramComputingEstimator ComputeMelSpectrogram(this TransformsCatalog catalog, MelSpectrogramComputingOptions options) =>
        Checked(catalog, new MelSpectrogramComputingEstimator(options));

    /// <summary>Computes the competition's own spectrograms from a raw EEG: multitaper power of the regions LL, RL, LP, RP.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write, [4, 100, windows].</param>
    /// <param name="inputColumn">Column to read, electrodes as recorded at 200 Hz, [channels, samples]; null reads the output column.</param>
    public static MultitaperComputingEstimator ComputeMultitaperSpectrogram(this TransformsCatalog catalog, string outputColumn, string? inputColumn = null) =>
        catalog.ComputeMultitaperSpectrogram(new MultitaperComputingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn });

    /// <summary>Computes the competition's own spectrograms from an EEG.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static MultitaperComputingEstimator ComputeMultitaperSpectrogram(this TransformsCatalog catalog, MultitaperComputingOptions options) =>
        Checked(catalog, new MultitaperComputingEstimator(options));

    /// <summary>Computes the scalogram of every channel with complex Morlet wavelets of 7 cycles at 64 frequencies from 1 to 40 Hz.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write, [channels, frequencies, frames].</param>
    /// <param name="averaging">Which channels are averaged.</param>
    /// <param name="inputColumn">Column to read, [channels, samples]; null reads the output column.</param>
    public static ScalogramComputingEstimator ComputeScalogram(
        this TransformsCatalog catalog, string outputColumn, SpectrogramAveraging averaging = SpectrogramAveraging.None, string? inputColumn = null) =>
        catalog.ComputeScalogram(new ScalogramComputingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Averaging = averaging });

    /// <summary>Computes the scalogram of every channel.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static ScalogramComputingEstimator ComputeScalogram(this TransformsCatalog catalog, ScalogramComputingOptions options) => Checked(catalog, new ScalogramComputingEstimator(options));

    /// <summary>Computes the power spectrum of every channel by Welch's method.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write, [channels, bins].</param>
    /// <param name="lowHz">Lowest frequency that is kept, in Hz.</param>
    /// <param name="highHz">Highest frequency that is kept, in Hz; null keeps all.</param>
    /// <param name="inputColumn">Column to read, [channels, samples]; null reads the output column.</param>
    public static WelchComputingEstimator ComputePowerSpectralDensity(this TransformsCatalog catalog, string outputColumn, double lowHz = 0, double? highHz = null, string? inputColumn = null) =>
        catalog.ComputePowerSpectralDensity(new WelchComputingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, LowHz = lowHz, HighHz = highHz });

    /// <summary>Computes the power spectrum of every channel by Welch's method.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static WelchComputingEstimator ComputePowerSpectralDensity(this TransformsCatalog catalog, WelchComputingOptions options) => Checked(catalog, new WelchComputingEstimator(options));
}
