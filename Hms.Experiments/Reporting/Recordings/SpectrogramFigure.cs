using Hms.Signal.Spectra;
using Hms.Signal.Statistics;
using ScottPlot;

namespace Hms.Experiments.Reporting.Recordings;

/// <summary>Spectrograms side by side, their four regions below one another, all in one scale of decibels.</summary>
/// <remarks>Colours are viridis between the quantiles 0.01 and 0.99 of all values shown; missing rows are grey. White lines mark the 50 s window, dashed ones the 10 s that were judged.</remarks>
internal static class SpectrogramFigure
{
    private const float LabelSize = 13;
    private const int LeftPixels = 62;
    private const int BottomPixels = 46;
    private const int TopPixels = 44;
    private const int BarPixels = 96;
    private const float SmallestPower = 1e-4f;
    private const int Frequencies = CompetitionSpectrogram.ColumnCount / 4;

    private static readonly (string Name, string Meaning)[] Regions = [("LL", "left lateral"), ("RL", "right lateral"), ("LP", "left parasagittal"), ("RP", "right parasagittal")];
    private static readonly Color Missing = Colors.LightGray;

    /// <summary>Draws the figure.</summary>
    /// <param name="views">One or two spectrograms.</param>
    /// <param name="areas">Where each column of panels lies.</param>
    public static IEnumerable<(Plot Plot, PixelRect Area)> Draw(IReadOnlyList<SpectrogramView> views, IReadOnlyList<PixelRect> areas)
    {
        var range = ColourRange(views);
        for (var v = 0; v < views.Count; v++)
        {
            // The first panel has room for a heading, the last one for the axis of time.
            var (area, last) = (areas[v], v == views.Count - 1);
            var height = (area.Height - TopPixels - BottomPixels) / Regions.Length;
            var top = area.Top;
            for (var region = 0; region < Regions.Length; region++)
            {
                var (above, below) = (region == 0 ? TopPixels : 4, region == Regions.Length - 1 ? BottomPixels : 4);
                var size = height + (region == 0 ? TopPixels : 0) + (region == Regions.Length - 1 ? BottomPixels : 0);
                var plot = Panel(views[v], region, range, last);
                plot.Layout.Fixed(new PixelPadding(LeftPixels, last ? BarPixels : 16, below, above));
                yield return (plot, Picture.Area(area.Left, top, area.Width, size));
                top += size;
            }
        }
    }

    private static Plot Panel(SpectrogramView view, int region, ScottPlot.Range range, bool bar)
    {
        var plot = BlankPlot.New();
        plot.DataBackground.Color = Missing;
        var end = view.FirstSeconds + (view.Rows - 1) * view.StepSeconds;
        AddMap(plot, view, region, range, bar);
        Mark(plot, view.Window, LinePattern.Solid);
        Mark(plot, view.Labelled, LinePattern.Dashed);
        var name = plot.Add.Annotation($"{Regions[region].Name}  {Regions[region].Meaning}", Alignment.UpperLeft);
        (name.LabelFontSize, name.LabelBackgroundColor, name.LabelShadowColor, name.LabelBorderWidth) = (LabelSize - 1, Colors.White.WithAlpha(.75), Colors.Transparent, 0);
        plot.Axes.SetLimits(view.FirstSeconds - view.StepSeconds / 2, end + view.StepSeconds / 2, -0.5, Frequencies - 0.5);
        Label(plot, view, region);
        return plot;
    }

    private static void AddMap(Plot plot, SpectrogramView view, int region, ScottPlot.Range range, bool bar)
    {
        var cells = Cells(view, region);
        if (!cells.Cast<double>().Any(double.IsFinite)) { return; } // a map needs a number
        var map = plot.Add.Heatmap(cells);
        map.Colormap = new ScottPlot.Colormaps.Viridis();
        map.ManualRange = range;
        map.NaNCellColor = Missing;
        map.FlipVertically = true;
        map.Position = new CoordinateRect(view.FirstSeconds, view.FirstSeconds + Math.Max(1, view.Rows - 1) * view.StepSeconds, 0, Frequencies - 1);
        if (!bar) { return; }
        var colours = plot.Add.ColorBar(map);
        (colours.Label, colours.Width, colours.LabelStyle.FontSize) = ("dB", 16, LabelSize - 1);
    }

    private static void Label(Plot plot, SpectrogramView view, int region)
    {
        var (rows, labels) = FrequencyTicks.Of([.. CompetitionSpectrogram.FrequenciesHz.Select(hz => (float)hz)]);
        plot.Axes.Left.SetTicks(rows, labels);
        plot.YLabel("Hz", LabelSize);
        if (region == 0) { plot.Title(view.Title, LabelSize + 1); }
        if (region == Regions.Length - 1) { plot.XLabel(view.TimeName, LabelSize); }
        else { plot.Axes.Bottom.TickLabelStyle.IsVisible = false; }
        plot.HideGrid();
    }

    private static void Mark(Plot plot, (double Start, double End)? span, LinePattern pattern)
    {
        if (span is not var (start, end) || end <= start) { return; }
        foreach (var x in new[] { start, end })
        {
            var line = plot.Add.VerticalLine(x);
            (line.LineColor, line.LineWidth, line.LinePattern) = (Colors.White, 1.6f, pattern);
        }
    }

    private static double[,] Cells(SpectrogramView view, int region)
    {
        var cells = new double[Frequencies, Math.Max(2, view.Rows)]; // a single column is drawn as two
        for (var frequency = 0; frequency < Frequencies; frequency++)
        {
            for (var column = 0; column < cells.GetLength(1); column++)
            {
                cells[frequency, column] = Decibels(view.Values[Math.Min(column, view.Rows - 1) * CompetitionSpectrogram.ColumnCount + region * Frequencies + frequency]);
            }
        }
        return cells;
    }

    private static ScottPlot.Range ColourRange(IReadOnlyList<SpectrogramView> views)
    {
        var limits = new double[2];
        Quantiles.Compute([.. views.SelectMany(view => view.Values).Where(float.IsFinite).Select(power => (float)Decibels(power))], [0.01, 0.99], limits);
        return double.IsNaN(limits[0]) ? new ScottPlot.Range(0, 1) : limits[1] > limits[0] ? new ScottPlot.Range(limits[0], limits[1]) : new ScottPlot.Range(limits[0] - 0.5, limits[0] + 0.5);
    }

    private static double Decibels(float power) => float.IsNaN(power) ? double.NaN : 10 * Math.Log10(Math.Max(power, SmallestPower));
}
