using Hms.Tuning.Analysis;
using Hms.Tuning.Studies;
using ScottPlot;

namespace Hms.Experiments.Reporting.Studies;

/// <summary>The value over two parameters: a surface through the trials, light where it is good, with contour lines and the trials as points.</summary>
internal static class ContourFigure
{
    private const int Lines = 9;

    public static StudyFigure Draw(string study, ParameterContour contour)
    {
        var plot = BlankPlot.New();
        var (x, y) = (new FigureAxis(contour.X), new FigureAxis(contour.Y));
        var limits = ValueLimits.Of(contour.Values, contour.Direction);
        if (contour.Surface.Count > 0) { AddSurface(plot, contour, x, y, limits); }
        var points = plot.Add.Markers(contour.PointX.Select(x.Plain).ToArray(), contour.PointY.Select(y.Plain).ToArray(), MarkerShape.FilledCircle, 6, Colors.Black);
        (points.MarkerStyle.OutlineColor, points.MarkerStyle.OutlineWidth) = (Colors.White, 1);
        AddBest(plot, contour, x, y);
        StudyFigure.Label(plot, $"{study}: {contour.Target} over {x.Name} and {y.Name}; the other parameters vary{limits.Note}", x.Name, y.Name);
        if (x.Ticks() is { } ticksX) { plot.Axes.Bottom.SetTicks(ticksX.At, ticksX.Labels); }
        if (y.Ticks() is { } ticksY) { plot.Axes.Left.SetTicks(ticksY.At, ticksY.Labels); }
        var (halfX, halfY) = (HalfCell(contour.GridX, x), HalfCell(contour.GridY, y));
        plot.Axes.SetLimits(x.Plain(contour.GridX[0]) - halfX, x.Plain(contour.GridX[^1]) + halfX, y.Plain(contour.GridY[0]) - halfY, y.Plain(contour.GridY[^1]) + halfY);
        return StudyFigure.Of(plot, 640);
    }

    private static void AddSurface(Plot plot, ParameterContour contour, FigureAxis x, FigureAxis y, ValueLimits limits)
    {
        var (rows, columns) = (contour.GridY.Count, contour.GridX.Count);
        var cells = new double[Math.Max(rows, 2), Math.Max(columns, 2)];
        for (var row = 0; row < cells.GetLength(0); row++)
        {
            for (var column = 0; column < cells.GetLength(1); column++) { cells[row, column] = contour.Surface[Math.Min(row, rows - 1)][Math.Min(column, columns - 1)]; }
        }
        var map = plot.Add.Heatmap(cells);
        IColormap viridis = new ScottPlot.Colormaps.Viridis();
        map.Colormap = contour.Direction == StudyDirection.Minimize ? viridis.Reversed() : viridis;
        map.FlipVertically = true;
        map.Smooth = rows > 2 && columns > 2;
        map.ManualRange = new ScottPlot.Range(limits.Low, limits.High);
        map.Position = new CoordinateRect(x.Plain(contour.GridX[0]), x.Plain(contour.GridX[^1]), y.Plain(contour.GridY[0]), y.Plain(contour.GridY[^1]));
        var bar = plot.Add.ColorBar(map);
        (bar.Label, bar.Width) = (contour.Target, 20);
        if (rows <= 2 || columns <= 2 || contour.X.Kind == AxisKind.Categorical || contour.Y.Kind == AxisKind.Categorical) { return; }
        var grid = new Coordinates3d[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++) { grid[row, column] = new Coordinates3d(x.Plain(contour.GridX[column]), y.Plain(contour.GridY[row]), Math.Clamp(contour.Surface[row][column], limits.Low, limits.High)); }
        }
        var lines = plot.Add.ContourLines(grid, Lines);
        (lines.LineColor, lines.LineWidth, lines.LabelStyle.IsVisible) = (Colors.White.WithAlpha(.55), 0.8f, false);
    }

    private static void AddBest(Plot plot, ParameterContour contour, FigureAxis x, FigureAxis y)
    {
        if (contour.Values.Count == 0) { return; }
        var best = contour.Direction == StudyDirection.Minimize ? contour.Values.Min() : contour.Values.Max();
        var at = Enumerable.Range(0, contour.Values.Count).First(i => contour.Values[i] == best);
        var star = plot.Add.Marker(x.Plain(contour.PointX[at]), y.Plain(contour.PointY[at]), MarkerShape.FilledDiamond, 13, StudyFigure.Strong);
        (star.MarkerStyle.OutlineColor, star.MarkerStyle.OutlineWidth, star.LegendText) = (Colors.White, 1.2f, $"best, trial {contour.Numbers[at]}");
        plot.ShowLegend(Alignment.UpperRight);
    }

    private static double HalfCell(IReadOnlyList<double> grid, FigureAxis axis) => grid.Count > 1 ? 0.5 * (axis.Plain(grid[1]) - axis.Plain(grid[0])) : 0.5;
}
