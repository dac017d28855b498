using Hms.Signal.Statistics;
using ScottPlot;

namespace Hms.Experiments.Reporting;

/// <summary>Images [C, H, W] as heat maps below one another, all with the colours of one range of values.</summary>
/// <remarks>
/// Colours are viridis between the quantiles 0.01 and 0.99 of all values, so that a few extreme ones do not hide the rest; NaN is grey. Where the rows are frequencies the lowest is at
/// the bottom; where they are not, row 0 is on top, as the network reads them.
/// </remarks>
internal static class HeatMapFigure
{
    private const int SingleHeight = 640;
    private const int PanelHeight = 240;
    private const int MostRows = 8;
    private const double LowQuantile = 0.01;
    private const double HighQuantile = 0.99;

    private static readonly Color Missing = Colors.LightGray;

    /// <summary>Draws the figure.</summary>
    public static Image Draw(NamedArray array)
    {
        var channels = array.Dimensions[0];
        var columns = channels > MostRows ? 2 : 1;
        var rows = (channels + columns - 1) / columns;
        var range = ColourRange(array.Values);
        var figure = new Multiplot { Layout = new ScottPlot.MultiplotLayouts.Grid(rows, columns) };
        figure.AddPlots(channels);
        // Two columns are filled downwards: the left side of the head on the left.
        for (var c = 0; c < channels; c++) { Draw(figure.GetPlot(columns == 1 ? c : c % rows * columns + c / rows), array, c, range); }
        return figure.Render(ArrayFigure.Width, channels == 1 ? SingleHeight : PanelHeight * rows);
    }

    private static void Draw(Plot plot, NamedArray array, int channel, ScottPlot.Range range)
    {
        var (height, width) = (array.Dimensions[1], array.Dimensions[2]);
        var seconds = width / (double)(array.SampleRateHz ?? 1);
        var name = array.ChannelNames is null && array.Dimensions[0] == 1 ? "" : array.ChannelName(channel);
        if (array.Values.AsSpan(channel * height * width, height * width).IndexOfAnyExcept(float.NaN) >= 0) { AddMap(plot, array, channel, range, seconds); }
        else
        {
            plot.DataBackground.Color = Missing;
            name += " (no numbers)";
        }
        plot.Title(channel > 0 ? name : name.Length > 0 ? $"{array.Title}: {name}" : array.Title, 13);
        plot.XLabel(array.SampleRateHz is null ? "column" : "time (s)", 12);
        LabelRows(plot, array, height);
        plot.Axes.SetLimits(0, seconds, -0.5, height - 0.5);
    }

    private static void AddMap(Plot plot, NamedArray array, int channel, ScottPlot.Range range, double seconds)
    {
        var map = plot.Add.Heatmap(Cells(array, channel));
        map.Colormap = new ScottPlot.Colormaps.Viridis();
        map.ManualRange = range;
        map.NaNCellColor = Missing;
        map.FlipVertically = array.FrequenciesHz is not null;
        var (height, width) = (array.Dimensions[1], array.Dimensions[2]);
        // The position is that of the centres of the outer cells; a single row or column is drawn as two.
        var (halfWidth, halfHeight) = (seconds / Math.Max(width, 2) / 2, 0.5 * height / Math.Max(height, 2));
        map.Position = new CoordinateRect(halfWidth, seconds - halfWidth, halfHeight - 0.5, height - 0.5 - halfHeight);
        plot.Add.ColorBar(map).Width = 24;
    }

    private static void LabelRows(Plot plot, NamedArray array, int height)
    {
        if (array.FrequenciesHz is { } frequencies)
        {
            var (rows, labels) = FrequencyTicks.Of(frequencies);
            plot.Axes.Left.SetTicks(rows, labels);
            plot.YLabel("frequency (Hz)", 12);
            return;
        }
        var marks = Enumerable.Range(0, 5).Select(i => i * height / 4).Distinct().ToArray();
        plot.Axes.Left.SetTicks([.. marks.Select(row => height - 0.5 - row)], [.. marks.Select(row => $"{row}")]);
        plot.YLabel("row", 12);
    }

    private static double[,] Cells(NamedArray array, int channel)
    {
        var (height, width) = (array.Dimensions[1], array.Dimensions[2]);
        var cells = new double[Math.Max(height, 2), Math.Max(width, 2)];
        for (var row = 0; row < cells.GetLength(0); row++)
        {
            for (var column = 0; column < cells.GetLength(1); column++) { cells[row, column] = array.Values[(channel * height + Math.Min(row, height - 1)) * width + Math.Min(column, width - 1)]; }
        }
        return cells;
    }

    private static ScottPlot.Range ColourRange(float[] values)
    {
        var limits = new double[2];
        Quantiles.Compute([.. values.Where(float.IsFinite)], [LowQuantile, HighQuantile], limits);
        return double.IsNaN(limits[0]) ? new ScottPlot.Range(0, 1) : limits[1] > limits[0] ? new ScottPlot.Range(limits[0], limits[1]) : new ScottPlot.Range(limits[0] - 0.5, limits[0] + 0.5);
    }
}
