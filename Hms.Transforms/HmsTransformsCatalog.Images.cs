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
