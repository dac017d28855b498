using System.Buffers;
using Hms.Signal.Statistics;

namespace Hms.Signal.Images;

/// <summary>Four tiles of 128 x 256 pixels below one another: how spectrograms of the competition's files and of the EEG share one image of 512 x 512 pixels.</summary>
/// <remarks>
/// The arrangement of Chris Deotte's EfficientNet notebook for the HMS competition: left half the four regions of the spectrogram file, right half the four chains of the EEG.
/// NaN: left out of the mean and standard deviation of a region and written as 0; kept in tiles of the EEG.
/// </remarks>
public static class TileLayout
{
    /// <summary>Tiles below one another.</summary>
    public const int TileCount = 4;

    /// <summary>Rows of a tile.</summary>
    public const int TileHeight = 128;

    /// <summary>Columns of a tile.</summary>
    public const int TileWidth = 256;

    /// <summary>Rows of the image.</summary>
    public const int Height = TileCount * TileHeight;

    /// <summary>Frequencies of a region of the spectrogram file.</summary>
    public const int RegionHeight = 100;

    /// <summary>Time steps of a region of the spectrogram file (10 minutes).</summary>
    public const int RegionWidth = 300;

    /// <summary>Row of a tile at which the first frequency of a region lies; as many rows below the last stay 0.</summary>
    public const int RegionFirstRow = (TileHeight - RegionHeight) / 2;

    /// <summary>First time step of a region that is kept; as many at the end are left out.</summary>
    public const int RegionFirstColumn = (RegionWidth - TileWidth) / 2;

    private const float RegionScale = 0.5f;

    /// <summary>Puts the regions of a spectrogram file into a column of tiles: each brought to mean 0 and standard deviation 1, its middle 256 time steps halved into rows 14..113.</summary>
    /// <param name="regions">Logarithm of the clipped power, shape [4, 100, 300].</param>
    /// <param name="image">The image to write into, shape [512, imageWidth].</param>
    /// <param name="imageWidth">Columns of the image.</param>
    /// <param name="left">Column of the image at which the tiles begin.</param>
    /// <param name="epsilon">Added to the population standard deviation.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a value is infinite.</exception>
    public static void PlaceRegions(ReadOnlySpan<float> regions, Span<float> image, int imageWidth, int left, double epsilon = Amplitude.DefaultEpsilon)
    {
        const int size = RegionHeight * RegionWidth;
        RequireLengths(regions, TileCount * size, image, imageWidth, left);
        var rented = ArrayPool<float>.Shared.Rent(size);
        var region = rented.AsSpan(0, size);
        for (var i = 0; i < TileCount; i++)
        {
            Amplitude.StandardizeInstance(regions.Slice(i * size, size), region, epsilon);
            for (var row = 0; row < TileHeight; row++)
            {
                var target = image.Slice((i * TileHeight + row) * imageWidth + left, TileWidth);
                var source = row - RegionFirstRow;
                if (source is < 0 or >= RegionHeight) { target.Clear(); }
                else { Halve(region.Slice(source * RegionWidth + RegionFirstColumn, TileWidth), target); }
            }
        }
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>Puts the spectrograms of the EEG into a column of tiles, unchanged.</summary>
    /// <param name="tiles">Shape [4, 128, 256].</param>
    /// <param name="image">The image to write into, shape [512, imageWidth].</param>
    /// <param name="imageWidth">Columns of the image.</param>
    /// <param name="left">Column of the image at which the tiles begin.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void PlaceTiles(ReadOnlySpan<float> tiles, Span<float> image, int imageWidth, int left)
    {
        RequireLengths(tiles, Height * TileWidth, image, imageWidth, left);
        for (var row = 0; row < Height; row++) { tiles.Slice(row * TileWidth, TileWidth).CopyTo(image.Slice(row * imageWidth + left, TileWidth)); }
    }

    private static void Halve(ReadOnlySpan<float> values, Span<float> target)
    {
        for (var i = 0; i < target.Length; i++) { target[i] = float.IsNaN(values[i]) ? 0 : RegionScale * values[i]; }
    }

    private static void RequireLengths(ReadOnlySpan<float> values, int needed, Span<float> image, int imageWidth, int left)
    {
        if (values.Length != needed) { throw new ArgumentException($"The tiles have {values.Length} values; {needed} are needed.", nameof(values)); }
        if (left < 0 || left + TileWidth > imageWidth) { throw new ArgumentException($"Tiles of {TileWidth} columns from column {left} do not fit into {imageWidth} columns.", nameof(left)); }
        if (image.Length != Height * imageWidth) { throw new ArgumentException($"The image has {image.Length} values; {Height} x {imageWidth} need {Height * imageWidth}.", nameof(image)); }
    }
}
