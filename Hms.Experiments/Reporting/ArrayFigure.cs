using Hms.Data.Files;
using ScottPlot;

namespace Hms.Experiments.Reporting;

/// <summary>Draws what a pipeline yields for one EEG: an image stack [C, H, W] as heat maps, signals [C, T] as traces, a table of features as a heat map, a vector as bars.</summary>
internal static class ArrayFigure
{
    /// <summary>Width of every figure in pixels.</summary>
    public const int Width = 1100;

    private const int BarsHeight = 500;

    /// <summary>Writes a PNG, whole or not at all.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="array">Values of shape [C, H, W], [C, T] or [N]; two dimensions with names of values are a table of features.</param>
    /// <exception cref="UserErrorException">The values have more than three dimensions.</exception>
    public static void SavePng(string path, NamedArray array)
    {
        var image = array.Dimensions.Count switch
        {
            3 => HeatMapFigure.Draw(array),
            2 when array.SlotNames is not null => HeatMapFigure.Draw(array with { Dimensions = [1, .. array.Dimensions], ChannelNames = null, SampleRateHz = null, FrequenciesHz = null }),
            2 => TraceFigure.Draw(array),
            1 => DrawBars(array),
            _ => throw new UserErrorException(
                $"A figure needs [channels, height, width], [channels, samples] or [features]; the pipeline yields [{string.Join(", ", array.Dimensions)}]. Write .csv or .parquet instead."),
        };
        AtomicFile.Write(path, stream => stream.Write(image.GetImageBytes(ImageFormat.Png)));
    }

    private static Image DrawBars(NamedArray array)
    {
        var plot = new Plot();
        // A bar cannot be drawn for a value that is not a number; its place stays empty.
        var bars = plot.Add.Bars(array.Values.Select(value => float.IsFinite(value) ? (double)value : 0).ToArray());
        foreach (var bar in bars.Bars) { bar.LineWidth = 0; }
        plot.Title($"{array.Title}: {array.Values.Length} features", 13);
        plot.XLabel("feature", 12);
        return plot.GetImage(Width, BarsHeight);
    }
}
