using Hms.Transforms.Steps.Images;
using Microsoft.ML;

namespace Hms.Transforms;

public static partial class HmsTransformsCatalog
{
    /// <summary>Turns the table of a spectrogram file into an image.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write, [1, 400, rows] or [4, 100, rows].</param>
    /// <param name="layout">One channel or four.</param>
    /// <param name="inputColumn">Column to read, [rows, 400]; null reads the output column.</param>
    public static SpectrogramArrangingEstimator ArrangeSpectrogram(
        this TransformsCatalog catalog, string outputColumn, SpectrogramLayout layout = SpectrogramLayout.Single, string? inputColumn = null) =>
        catalog.ArrangeSpectrogram(new SpectrogramArrangingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Layout = layout });

    /// <summary>Turns the table of a spectrogram file into an image.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static SpectrogramArrangingEstimator ArrangeSpectrogram(this TransformsCatalog catalog, SpectrogramArrangingOptions options) => Checked(catalog, new SpectrogramArrangingEstimator(options));

    /// <summary>Resizes images bilinearly.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write, [C, height, width].</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="inputColumn">Column to read, [C, H, W]; null reads the output column.</param>
    public static ImageResizingEstimator ResizeImage(this TransformsCatalog catalog, string outputColumn, int height, int width, string? inputColumn = null) =>
        catalog.ResizeImage(new ImageResizingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Height = height, Width = width });

    /// <summary>Resizes images bilinearly.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static ImageResizingEstimator ResizeImage(this TransformsCatalog catalog, ImageResizingOptions options) => Checked(catalog, new ImageResizingEstimator(options));

    /// <summary>Puts the channels of an image below one another.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write, [1, C H, W].</param>
    /// <param name="inputColumn">Column to read, [C, H, W]; null reads the output column.</param>
    public static RowStackingEstimator StackRows(this TransformsCatalog catalog, string outputColumn, string? inputColumn = null) =>
        catalog.StackRows(new RowStackingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn });

    /// <summary>Puts the channels of an image below one another.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static RowStackingEstimator StackRows(this TransformsCatalog catalog, RowStackingOptions options) => Checked(catalog, new RowStackingEstimator(options));

    /// <summary>Puts the regions of a spectrogram file (left) and the spectrograms of the EEG (right) into one image of 512 x 512 pixels.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write, [1, 512, 512].</param>
    /// <param name="spectrogramColumn">Column of the regions, [4, 100, 300], clipped and as logarithms.</param>
    /// <param name="eegColumn">Column of the EEG's spectrograms, [4, 128, 256].</param>
    public static SpectrogramTilingEstimator TileSpectrograms(this TransformsCatalog catalog, string outputColumn, string spectrogramColumn, string eegColumn) =>
        catalog.TileSpectrograms(new SpectrogramTilingOptions { SpectrogramColumn = spectrogramColumn, EegColumn = eegColumn, OutputColumn = outputColumn });

    /// <summary>Puts the regions of a spectrogram file, the spectrograms of the EEG, or both into one image.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static SpectrogramTilingEstimator TileSpectrograms(this TransformsCatalog catalog, SpectrogramTilingOptions options) => Checked(catalog, new SpectrogramTilingEstimator(options));

    /// <summary>Stacks images along the channels.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write, [C1 + C2 + ..., H, W].</param>
    /// <param name="inputColumns">Columns to read, each [C, H, W] of one H and W.</param>
    public static ChannelStackingEstimator StackChannels(this TransformsCatalog catalog, string outputColumn, params IReadOnlyList<string> inputColumns) =>
        catalog.StackChannels(new ChannelStackingOptions { InputColumns = inputColumns, OutputColumn = outputColumn });

    /// <summary>Stacks images along the channels.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static ChannelStackingEstimator StackChannels(this TransformsCatalog catalog, ChannelStackingOptions options) => Checked(catalog, new ChannelStackingEstimator(options));
}
