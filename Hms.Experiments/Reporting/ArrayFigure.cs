using Hms.Data.Files;

namespace Hms.Experiments.Reporting;

/// <summary>Draws what a pipeline yields for one EEG: an image stack [C, H, W] as heat maps, signals [C, T] as traces.</summary>
internal static class ArrayFigure
{
    /// <summary>Width of every figure in pixels.</summary>
    public const int Width = 1100;

    /// <summary>Writes a PNG, whole or not at all.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="array">Values of shape [C, H, W] or [C, T].</param>
    /// <exception cref="UserErrorException">The values have neither two nor three dimensions.</exception>
    public static void SavePng(string path, NamedArray array)
    {
        var image = array.Dimensions.Count switch
        {
            3 => HeatMapFigure.Draw(array),
            2 => TraceFigure.Draw(array),
            _ => throw new UserErrorException($"A figure needs [channels, height, width] or [channels, samples]; the pipeline yields [{string.Join(", ", array.Dimensions)}]. Write .csv or .parquet instead."),
        };
        AtomicFile.Write(path, stream => stream.Write(image.GetImageBytes(ScottPlot.ImageFormat.Png)));
    }
}
