using Hms.Experiments.Evaluation;
using ScottPlot;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>Mean share of votes beside mean prediction, class by class.</summary>
internal static class ClassFigure
{
    private const double Width = 0.38;

    public static FigureBlock Draw(IReadOnlyList<ClassFigures> classes)
    {
        var plot = PageFigure.New("Votes beside predictions", "", "mean over all rows (%)");
        Add(plot, classes.Select(x => 100 * x.MeanVotes), -Width / 2, PageFigure.Votes, "votes");
        Add(plot, classes.Select(x => 100 * x.MeanPrediction), Width / 2, PageFigure.Prediction, "predictions");
        PageFigure.NameClasses(plot.Axes.Bottom, [.. classes.Select(x => x.Name)]);
        plot.Grid.XAxisStyle.IsVisible = false;
        var top = classes.Max(x => Math.Max(x.MeanVotes, x.MeanPrediction));
        plot.Axes.SetLimits(-0.6, classes.Count - 0.4, 0, Math.Max(1, 100 * top * 1.25));
        plot.ShowLegend(Alignment.UpperCenter, Orientation.Horizontal);
        return new FigureBlock(
            "votes-and-predictions", "Mean share of votes and mean prediction of each class over all held-out rows. Where the bars differ, the model says a class too often or too seldom.",
            $"Bars for {classes.Count} classes: {string.Join("; ", classes.Select(x => $"{x.Name} votes {PageText.Percent(x.MeanVotes)}, predictions {PageText.Percent(x.MeanPrediction)}"))}.",
            PageFigure.Of(plot));
    }

    private static void Add(Plot plot, IEnumerable<double> values, double shift, Color colour, string name)
    {
        var bars = plot.Add.Bars(values.Select((value, i) => new Bar { Position = i + shift, Value = value, FillColor = colour, LineWidth = 0, Size = Width * 0.94 }).ToArray());
        bars.LegendText = name;
    }
}
