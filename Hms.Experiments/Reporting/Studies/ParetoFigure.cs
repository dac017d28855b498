using Hms.Tuning.Analysis;
using Hms.Tuning.Studies;
using ScottPlot;

namespace Hms.Experiments.Reporting.Studies;

/// <summary>Two objectives against each other, with the Pareto front; for more than two, every pair.</summary>
internal static class ParetoFigure
{
    private const int PairHeight = 420;

    public static StudyFigure Draw(string study, IReadOnlyList<ParetoPoint> points, IReadOnlyList<AnalysisTarget> targets)
    {
        var pairs = (from a in Enumerable.Range(0, targets.Count) from b in Enumerable.Range(0, targets.Count) where a < b select (a, b)).ToList();
        var columns = Math.Min(2, pairs.Count);
        var rows = (pairs.Count + columns - 1) / columns;
        var panels = new Multiplot { Layout = new ScottPlot.MultiplotLayouts.Grid(rows, columns) };
        panels.AddPlots(pairs.Count);
        ParetoPoint[] finite = [.. points.Where(x => x.Values.All(double.IsFinite))];
        for (var i = 0; i < pairs.Count; i++) { Draw(panels.GetPlot(i), i == 0 ? $"{study}: {points.Count(x => x.IsOptimal)} trials on the Pareto front" : "", finite, targets, pairs[i]); }
        return new StudyFigure(panels, rows == 1 && columns == 1 ? StudyFigure.SingleHeight : rows * PairHeight);
    }

    private static void Draw(Plot plot, string title, IReadOnlyList<ParetoPoint> points, IReadOnlyList<AnalysisTarget> targets, (int A, int B) pair)
    {
        void Add(IEnumerable<ParetoPoint> some, Color colour, float size, string name)
        {
            ParetoPoint[] chosen = [.. some];
            if (chosen.Length == 0) { return; }
            plot.Add.Markers(chosen.Select(x => x.Values[pair.A]).ToArray(), chosen.Select(x => x.Values[pair.B]).ToArray(), MarkerShape.FilledCircle, size, colour).LegendText = name;
        }

        Add(points.Where(x => !x.IsFeasible && !x.IsOptimal), StudyFigure.Faint.WithAlpha(.6), 6, "breaks a constraint");
        Add(points.Where(x => x.IsFeasible && !x.IsOptimal), StudyFigure.Plain.WithAlpha(.55), 7, "dominated");
        ParetoPoint[] front = [.. points.Where(x => x.IsOptimal).OrderBy(x => x.Values[pair.A])];
        if (targets.Count == 2 && front.Length > 1)
        {
            var line = plot.Add.Scatter(front.Select(x => x.Values[pair.A]).ToArray(), front.Select(x => x.Values[pair.B]).ToArray(), StudyFigure.Strong.WithAlpha(.6));
            (line.LineWidth, line.MarkerSize) = (1.4f, 0);
            line.ConnectStyle = targets[0].Direction == StudyDirection.Minimize ? ConnectStyle.StepHorizontal : ConnectStyle.StepVertical;
        }
        Add(front, StudyFigure.Strong, 9, "Pareto front");
        StudyFigure.Label(plot, title, Named(targets[pair.A]), Named(targets[pair.B]));
        var (x, y) = (ValueLimits.Of(points.Select(p => p.Values[pair.A]), targets[pair.A].Direction), ValueLimits.Of(points.Select(p => p.Values[pair.B]), targets[pair.B].Direction));
        plot.Axes.SetLimits(x.Low, x.High, y.Low, y.High);
        plot.ShowLegend();
    }

    private static string Named(AnalysisTarget target) => $"{target.Name} ({(target.Direction == StudyDirection.Minimize ? "less" : "more")} is better)";
}
