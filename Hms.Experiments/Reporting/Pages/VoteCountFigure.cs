using Hms.Experiments.Evaluation;
using ScottPlot;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>How many votes the rows have.</summary>
internal static class VoteCountFigure
{
    private const int MostBins = 30;

    public static FigureBlock Draw(IReadOnlyList<HeldOutPrediction> rows, double threshold)
    {
        var most = (int)Math.Ceiling(rows.Max(x => x.VoteCount));
        var size = Math.Max(1, (int)Math.Ceiling(most / (double)MostBins));
        int[] counts = new int[1 + most / size];
        foreach (var row in rows) { counts[(int)(row.VoteCount / size)]++; }
        var plot = PageFigure.New("Votes a row", "number of votes", "rows");
        var high = rows.Count(x => x.VoteCount >= threshold);
        foreach (var (name, many, colour) in new[] { ($"fewer than {threshold:0.##}: {PageText.Count(rows.Count - high, "row")}", false, PageFigure.FewVotes), ($"{threshold:0.##} or more: {PageText.Count(high, "row")}", true, PageFigure.Votes) })
        {
            Bar[] bars = [.. Enumerable.Range(0, counts.Length).Where(i => counts[i] > 0 && (i * size >= threshold) == many).Select(i => new Bar { Position = (i + (size - 1.0) / size / 2) * size, Value = counts[i], FillColor = colour, LineWidth = 0, Size = 0.85 * size })];
            if (bars.Length > 0) { plot.Add.Bars(bars).LegendText = name; }
        }
        plot.Axes.SetLimits(0, Math.Max(12, most + size), 0, counts.Max() * 1.25);
        Studies.StudyFigure.WholeNumbers(plot.Axes.Bottom);
        Studies.StudyFigure.WholeNumbers(plot.Axes.Left);
        plot.Grid.XAxisStyle.IsVisible = false;
        plot.ShowLegend(Alignment.UpperCenter, Orientation.Vertical);
        return new FigureBlock(
            "votes-a-row", $"How many votes a row has{(size > 1 ? $" (in steps of {size})" : "")}. Rows with few votes say less about what the experts as a whole think.",
            $"Histogram of the number of votes: {PageText.Count(rows.Count - high, "row")} below {threshold:0.##}, {PageText.Count(high, "row")} with as many or more, at most {most}.",
            PageFigure.Of(plot));
    }
}
