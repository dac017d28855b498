using System.Globalization;
using Hms.Experiments.Running;
using ScottPlot;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>Training and held-out KL by epoch, fold by fold, and their means.</summary>
internal static class LearningFigure
{
    public static FigureBlock? Draw(IReadOnlyList<RunEpoch> epochs)
    {
        if (epochs.Count == 0) { return null; }
        var plot = PageFigure.New("Learning curves", "epoch", "KL divergence (nat)");
        Add(plot, epochs, x => x.TrainKl, PageFigure.Training, "training rows (loss)");
        Add(plot, epochs, x => x.Kl, PageFigure.HeldOut, "held-out rows");
        var last = epochs.Max(x => x.Epoch);
        if (epochs.Where(x => x.Stage > 1).Select(x => (int?)x.Epoch).Min() is { } second)
        {
            var line = plot.Add.VerticalLine(second - 0.5, 1.2f, Colors.Black.WithAlpha(.6));
            line.LegendText = "second stage";
        }
        foreach (var fold in epochs.Where(x => x.Kl is { } kl && double.IsFinite(kl)).GroupBy(x => x.Fold))
        {
            var end = fold.MaxBy(x => x.Epoch)!;
            var text = plot.Add.Text(fold.Key.ToString(CultureInfo.InvariantCulture), end.Epoch, end.Kl!.Value);
            (text.LabelFontSize, text.LabelFontColor, text.LabelAlignment, text.OffsetX) = (11, PageFigure.HeldOut, Alignment.MiddleLeft, 4);
        }
        double[] values = [.. epochs.SelectMany(x => new[] { x.TrainKl, x.Kl ?? double.NaN }).Where(double.IsFinite)];
        var (low, high) = values.Length == 0 ? (0, 1) : (values.Min(), values.Max());
        var margin = Math.Max(1e-3, 0.08 * (high - low));
        plot.Axes.SetLimits(0.8 - 0.02 * last, last + 0.3 + 0.03 * last, low - margin, high + margin);
        Studies.StudyFigure.WholeNumbers(plot.Axes.Bottom);
        plot.ShowLegend(Edge.Bottom);
        plot.Legend.Orientation = Orientation.Horizontal; // below the plot: at its right edge stand the numbers of the folds
        var folds = epochs.Select(x => x.Fold).Distinct().Count();
        return new FigureBlock(
            "learning-curves", $"Thin lines: the folds (their numbers stand at the ends of the held-out curves); thick lines: their mean. The training loss may hold smoothing, weights and augmented rows, so only its course compares with the held-out KL.",
            $"Curves of {PageText.Count(folds, "fold")} over {PageText.Count(last, "epoch")}; mean held-out KL {PageText.Kl(Mean(epochs, 1, x => x.Kl))} after the first and {PageText.Kl(Mean(epochs, last, x => x.Kl))} after the last.",
            PageFigure.Of(plot));
    }

    private static void Add(Plot plot, IReadOnlyList<RunEpoch> epochs, Func<RunEpoch, double?> value, Color colour, string name)
    {
        var folds = epochs.GroupBy(x => x.Fold).ToList();
        foreach (var fold in folds) { Line(plot, fold.Select(x => (x.Epoch, value(x))), colour.WithAlpha(folds.Count > 1 ? .45 : 1), folds.Count > 1 ? 1 : 2.6f); }
        if (folds.Count > 1) { Line(plot, epochs.GroupBy(x => x.Epoch).Where(x => x.Count() == folds.Count).Select(x => (x.Key, x.Select(value).Average())), colour, 2.6f); }
        var key = plot.Add.Scatter(new double[] { double.NaN }, new double[] { double.NaN }, colour);
        (key.LineWidth, key.MarkerSize, key.LegendText) = (2.6f, 0, name);
    }

    private static void Line(Plot plot, IEnumerable<(int Epoch, double? Value)> points, Color colour, float width)
    {
        var finite = points.Where(x => x.Value is { } y && double.IsFinite(y)).OrderBy(x => x.Epoch).ToList();
        if (finite.Count == 0) { return; }
        var line = plot.Add.Scatter(finite.Select(x => (double)x.Epoch).ToArray(), finite.Select(x => x.Value!.Value).ToArray(), colour);
        (line.LineWidth, line.MarkerSize) = (width, finite.Count == 1 ? 5 : 0);
    }

    private static double? Mean(IReadOnlyList<RunEpoch> epochs, int epoch, Func<RunEpoch, double?> value) => epochs.Where(x => x.Epoch == epoch).Select(value).Average();
}
