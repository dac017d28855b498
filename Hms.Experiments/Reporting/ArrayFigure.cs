using ScottPlot;

namespace Hms.Experiments.Reporting;

/// <summary>Draws what a pipeline yields for one EEG: an image stack [C, H, W] as heat maps, signals [C, T] as traces, a table of features as a heat map, a vector as bars.</summary>
internal static class ArrayFigure
{
    private const int PanelHeight = 220;
    private const int TableHeight = 500;
    private const int TraceHeight = 34;
    private const int Width = 1100;

    /// <summary>Writes a PNG.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="array">Values of shape [C, H, W], [C, T] or [N]; two dimensions with names are a table of features.</param>
    /// <exception cref="UserErrorException">The values have more than three dimensions.</exception>
    public static void SavePng(string path, NamedArray array)
    {
        var (values, dimensions, title) = (array.Values, array.Dimensions, array.Title);
        switch (dimensions.Count)
        {
            case 3: SaveImages(path, values, dimensions[0], dimensions[1], dimensions[2], title, PanelHeight); break;
            case 2 when array.SlotNames is not null: SaveImages(path, values, 1, dimensions[0], dimensions[1], title, TableHeight); break;
            case 2: SaveTraces(path, values, dimensions[0], dimensions[1], title); break;
            case 1: SaveBars(path, values, title); break;
            default:
                throw new UserErrorException($"A figure needs [channels, height, width], [channels, samples] or [features]; the pipeline yields [{string.Join(", ", dimensions)}]. Write .csv or .parquet instead.");
        }
    }

    private static void SaveImages(string path, float[] values, int channels, int height, int width, string title, int panelHeight)
    {
        var figure = new Multiplot();
        figure.AddPlots(channels);
        for (var c = 0; c < channels; c++)
        {
            var plot = figure.GetPlot(c);
            var cells = new double[height, width];
            for (var row = 0; row < height; row++)
            {
                for (var column = 0; column < width; column++) { cells[row, column] = values[(c * height + row) * width + column]; }
            }
            var map = plot.Add.Heatmap(cells);
            map.Colormap = new ScottPlot.Colormaps.Viridis();
            map.FlipVertically = true; // row 0 (the lowest frequency) at the bottom
            plot.Add.ColorBar(map);
            plot.Title(c == 0 ? title + $" - channel {c}" : $"channel {c}", 12);
            plot.Axes.SetLimits(-0.5, width - 0.5, -0.5, height - 0.5);
        }
        figure.SavePng(path, Width, panelHeight * channels);
    }

    private static void SaveTraces(string path, float[] values, int channels, int samples, string title)
    {
        var plot = new Plot();
        var step = 2 * TypicalAmplitude(values);
        for (var c = 0; c < channels; c++)
        {
            var trace = new double[samples];
            for (var t = 0; t < samples; t++) { trace[t] = values[c * samples + t] - c * step; }
            var signal = plot.Add.Signal(trace);
            signal.Color = Colors.Black;
            signal.LineWidth = 0.6f;
        }
        plot.Title($"{title} - {channels} channels, {step:G3} between baselines", 12);
        plot.Axes.SetLimits(0, samples, -channels * step, step);
        plot.XLabel("sample");
        plot.SavePng(path, Width, Math.Max(300, 80 + TraceHeight * channels));
    }

    private static void SaveBars(string path, float[] values, string title)
    {
        var plot = new Plot();
        // A bar cannot be drawn for a value that is not a number; its place stays empty.
        var bars = plot.Add.Bars(values.Select(value => float.IsFinite(value) ? (double)value : 0).ToArray());
        foreach (var bar in bars.Bars) { bar.LineWidth = 0; }
        plot.Title($"{title} - {values.Length} features", 12);
        plot.XLabel("feature");
        plot.SavePng(path, Width, TableHeight);
    }

    /// <summary>The 95th percentile of the absolute values, so that one artefact does not flatten all traces; 1 for silence.</summary>
    private static double TypicalAmplitude(float[] values)
    {
        var magnitudes = values.Where(v => !float.IsNaN(v)).Select(Math.Abs).Order().ToArray();
        var typical = magnitudes.Length == 0 ? 0 : magnitudes[(int)(0.95 * (magnitudes.Length - 1))];
        return typical > 0 ? typical : 1;
    }
}
