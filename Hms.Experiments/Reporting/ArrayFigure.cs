using ScottPlot;

namespace Hms.Experiments.Reporting;

/// <summary>Draws what a pipeline yields for one EEG: an image stack [C, H, W] as heat maps, signals [C, T] as traces.</summary>
internal static class ArrayFigure
{
    private const int PanelHeight = 220;
    private const int TraceHeight = 34;
    private const int Width = 1100;

    /// <summary>Writes a PNG.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="values">Values, row-major.</param>
    /// <param name="dimensions">[C, H, W] or [C, T].</param>
    /// <param name="title">Line above the figure.</param>
    /// <exception cref="UserErrorException">The values have neither two nor three dimensions.</exception>
    public static void SavePng(string path, float[] values, IReadOnlyList<int> dimensions, string title)
    {
        switch (dimensions.Count)
        {
            case 3: SaveImages(path, values, dimensions[0], dimensions[1], dimensions[2], title); break;
            case 2: SaveTraces(path, values, dimensions[0], dimensions[1], title); break;
            default:
                throw new UserErrorException($"A figure needs [channels, height, width] or [channels, samples]; the pipeline yields [{string.Join(", ", dimensions)}]. Write .csv or .parquet instead.");
        }
    }

    private static void SaveImages(string path, float[] values, int channels, int height, int width, string title)
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
        figure.SavePng(path, Width, PanelHeight * channels);
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

    /// <summary>The 95th percentile of the absolute values, so that one artefact does not flatten all traces; 1 for silence.</summary>
    private static double TypicalAmplitude(float[] values)
    {
        var magnitudes = values.Where(v => !float.IsNaN(v)).Select(Math.Abs).Order().ToArray();
        var typical = magnitudes.Length == 0 ? 0 : magnitudes[(int)(0.95 * (magnitudes.Length - 1))];
        return typical > 0 ? typical : 1;
    }
}
