using Hms.Experiments.Evaluation;
using ScottPlot;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>How often what was predicted came true: on the diagonal the predictions mean what they say.</summary>
internal static class ReliabilityFigure
{
    private const int PanelHeight = 270;
    private const float SmallestMarker = 4;
    private const float LargestMarker = 13;

    /// <summary>The curve over all classes.</summary>
    public static FigureBlock DrawAll(ReliabilityCurve curve) => new(
        "reliability", $"Predictions of all classes in bins, beside the votes that came. Larger points hold more predictions. Below the line the model says too much, above it too little; the mean distance is the calibration error, {PageText.Percent(curve.CalibrationError)}.",
        $"Points: {string.Join("; ", curve.Bins.Select(x => $"predicted {PageText.Percent(x.MeanPrediction)}, votes {PageText.Percent(x.MeanVotes)}"))}.",
        PageFigure.Of(Panel("Reliability, all classes", curve)));

    /// <summary>One panel per class.</summary>
    public static FigureBlock DrawClasses(IReadOnlyList<ReliabilityCurve> curves)
    {
        const int Columns = 3;
        const int Width = PageFigure.FullWidth / Columns;
        var rows = (curves.Count + Columns - 1) / Columns;
        var panels = curves.Select((x, i) => (Panel($"{x.Name}: error {PageText.Percent(x.CalibrationError)}", x), Picture.Area(i % Columns * Width, i / Columns * PanelHeight, Width, PanelHeight)));
        return new FigureBlock(
            "reliability-by-class", "The same class by class, with the calibration error of each.",
            $"{curves.Count} panels; calibration error {string.Join(", ", curves.Select(x => $"{x.Name} {PageText.Percent(x.CalibrationError)}"))}.",
            PageFigure.Of(new Picture([.. panels], Columns * Width, rows * PanelHeight)));
    }

    private static Plot Panel(string title, ReliabilityCurve curve)
    {
        var plot = PageFigure.New(title, "prediction", "share of votes");
        var diagonal = plot.Add.Line(0, 0, 1, 1);
        (diagonal.LineColor, diagonal.LineWidth, diagonal.LinePattern, diagonal.MarkerSize) = (Colors.Black.WithAlpha(.5), 1, LinePattern.Dashed, 0);
        var line = plot.Add.Scatter(curve.Bins.Select(x => x.MeanPrediction).ToArray(), curve.Bins.Select(x => x.MeanVotes).ToArray(), PageFigure.Prediction);
        (line.LineWidth, line.MarkerSize) = (1.6f, 0);
        var most = curve.Bins.Count == 0 ? 1 : curve.Bins.Max(x => x.Count);
        foreach (var bin in curve.Bins)
        {
            plot.Add.Marker(bin.MeanPrediction, bin.MeanVotes, MarkerShape.FilledCircle, SmallestMarker + (LargestMarker - SmallestMarker) * (float)Math.Sqrt(bin.Count / (double)most), PageFigure.Prediction);
        }
        double[] marks = [0, 0.25, 0.5, 0.75, 1];
        string[] words = ["0", "0.25", "0.5", "0.75", "1"];
        plot.Axes.Bottom.SetTicks(marks, words);
        plot.Axes.Left.SetTicks(marks, words);
        plot.Axes.SetLimits(-0.03, 1.05, -0.03, 1.05);
        return plot;
    }
}
