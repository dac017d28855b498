using Hms.Tuning.Analysis;
using Hms.Tuning.Studies;
using ScottPlot;

namespace Hms.Experiments.Reporting.Studies;

/// <summary>Completed trials as lines over one vertical axis for the value and one for each parameter; the better a trial, the lighter its line and the later it is drawn.</summary>
internal static class ParallelFigure
{
    private const double AxisLabelY = 1.055;
    private const double LineGap = 0.012;

    public static StudyFigure Draw(string study, ParallelCoordinates lines)
    {
        var plot = BlankPlot.New();
        var sign = lines.Direction == StudyDirection.Minimize ? -1 : 1;
        int[] order = [.. Enumerable.Range(0, lines.Numbers.Count).OrderBy(i => sign * lines.Values[i])];
        var limits = ValueLimits.Of(lines.Values, lines.Direction);
        var scale = new ColourScale(limits.Low, limits.High) { Colormap = sign < 0 ? new ScottPlot.Colormaps.Viridis().Reversed() : new ScottPlot.Colormaps.Viridis() };
        FigureAxis[] axes = [.. lines.Axes.Select(x => new FigureAxis(x))];
        double Share(FigureAxis axis, double at) => (axis.Plain(at) - axis.Low) / (axis.High - axis.Low);
        for (var rank = 0; rank < order.Length; rank++)
        {
            var i = order[rank];
            var colour = scale.Colormap.GetColor(scale.Share(lines.Values[i])).WithAlpha(0.25 + 0.65 * rank / Math.Max(1, order.Length - 1));
            double[] heights = [Math.Clamp((lines.Values[i] - limits.Low) / (limits.High - limits.Low), 0, 1), .. axes.Select((x, d) => Share(x, lines.Coordinates[i][d]))];
            foreach (var run in Runs(heights))
            {
                var line = plot.Add.Scatter(run.Select(x => (double)x).ToArray(), run.Select(x => heights[x]).ToArray(), colour);
                (line.LineWidth, line.MarkerSize) = (1.3f, run.Length == 1 ? 4 : 0);
            }
        }
        DrawAxis(plot, 0, lines.Target, Marks(limits.Low, limits.High).Select(x => ((x - limits.Low) / (limits.High - limits.Low), FigureAxis.Text(x))));
        for (var d = 0; d < axes.Length; d++)
        {
            var axis = axes[d];
            var ticks = axis.Ticks() is { } own ? own.At.Zip(own.Labels).Select(x => (x.First, x.Second)) : Marks(lines.Axes[d].Low, lines.Axes[d].High).Select(x => (x, FigureAxis.Text(x)));
            DrawAxis(plot, d + 1, axis.Name, ticks.Select(x => ((x.Item1 - axis.Low) / (axis.High - axis.Low), x.Item2)));
        }
        StudyFigure.Label(plot, $"{study}: completed trials over their parameters, the best on top{limits.Note}", "", "");
        plot.HideGrid();
        plot.Axes.SetLimits(-0.25, axes.Length + 0.45, -0.04, 1.12);
        plot.Layout.Frameless();
        plot.Axes.Title.IsVisible = true;
        return StudyFigure.Of(plot);
    }

    /// <summary>Stretches of neighbouring axes that a trial has values on.</summary>
    private static List<int[]> Runs(double[] heights)
    {
        var runs = new List<int[]>();
        for (var i = 0; i < heights.Length; i++)
        {
            var from = i;
            while (i < heights.Length && double.IsFinite(heights[i])) { i++; }
            if (i > from) { runs.Add([.. Enumerable.Range(from, i - from)]); }
        }
        return runs;
    }

    private static void DrawAxis(Plot plot, int x, string name, IEnumerable<(double At, string Label)> marks)
    {
        var line = plot.Add.Line(x, 0, x, 1);
        (line.LineColor, line.LineWidth, line.MarkerSize) = (Colors.Black, 1.2f, 0);
        var title = plot.Add.Text(name, x, AxisLabelY);
        (title.LabelFontSize, title.LabelBold, title.LabelAlignment) = (12, true, Alignment.MiddleCenter);
        foreach (var (at, text) in marks)
        {
            if (at is < 0 or > 1) { continue; }
            var label = plot.Add.Text(text, x + LineGap, at);
            (label.LabelFontSize, label.LabelAlignment) = (11, Alignment.MiddleLeft);
            label.LabelBackgroundColor = Colors.White.WithAlpha(.75);
        }
    }

    /// <summary>Three to six round numbers in a range.</summary>
    private static IEnumerable<double> Marks(double low, double high)
    {
        if (!(high > low)) { return [low]; }
        var rough = (high - low) / 4;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = unit * ((double[])[1, 2, 2.5, 5, 10]).First(x => x * unit >= rough * 0.999);
        var first = (int)Math.Ceiling(low / step - 1e-9);
        return Enumerable.Range(0, (int)(Math.Floor(high / step + 1e-9) - first) + 1).Select(i => Math.Round((first + i) * step, 12));
    }
}
