using ScottPlot;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>Figures with their intervals below one another, beside the line of no difference.</summary>
internal static class ForestFigure
{
    private const int RowHeight = 34;
    private const int FrameHeight = 96;
    private const int LongestName = 26;

    /// <summary>Draws the rows from top to bottom.</summary>
    /// <param name="title">Title of the plot.</param>
    /// <param name="unit">Name of the axis, with its unit.</param>
    /// <param name="rows">The rows; at least one.</param>
    /// <param name="zero">Where a line stands that the intervals are held against; null for none.</param>
    public static PagePicture Draw(string title, string unit, IReadOnlyList<ForestRow> rows, double? zero)
    {
        var plot = PageFigure.New(title, unit, "");
        if (zero is { } at) { plot.Add.VerticalLine(at, 1.2f, Colors.Black.WithAlpha(.6)); }
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, y) = (rows[i], rows.Count - 1 - i);
            var colour = row.Model is { } model ? PageFigure.OfModel(model) : PageFigure.Votes;
            if (row is { Low: { } low, High: { } high })
            {
                var line = plot.Add.Line(low, y, high, y);
                (line.LineColor, line.LineWidth, line.MarkerSize) = (colour, 2, 0);
            }
            plot.Add.Marker(row.Value, y, MarkerShape.FilledSquare, 9, colour);
        }
        plot.Axes.Left.SetTicks([.. rows.Select((_, i) => (double)(rows.Count - 1 - i))], [.. rows.Select(x => Shortened(x.Name))]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Grid.YAxisStyle.IsVisible = false;
        double[] ends = [.. rows.SelectMany(x => new[] { x.Low ?? x.Value, x.High ?? x.Value }).Concat(zero is { } line0 ? [line0] : []).Where(double.IsFinite)];
        var (least, most) = ends.Length == 0 ? (0, 1) : (ends.Min(), ends.Max());
        var margin = most > least ? 0.08 * (most - least) : 0.1;
        plot.Axes.SetLimits(least - margin, most + margin, -0.7, rows.Count - 0.3);
        return PageFigure.Of(plot, PageFigure.HalfWidth, FrameHeight + RowHeight * rows.Count);
    }

    private static string Shortened(string name) => name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…";
}
