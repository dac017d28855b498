using Hms.Tuning.Analysis;
using Hms.Tuning.Studies;
using ScottPlot;

namespace Hms.Experiments.Reporting.Studies;

/// <summary>The value of each completed trial, and the best so far.</summary>
internal static class HistoryFigure
{
    public static StudyFigure Draw(string study, OptimizationHistory history)
    {
        var plot = BlankPlot.New();
        var limits = ValueLimits.Of(history.Values, history.Direction);
        Add(plot, history, feasible: true, StudyFigure.Plain.WithAlpha(.55), "completed trial");
        Add(plot, history, feasible: false, StudyFigure.Faint.WithAlpha(.6), "breaks a constraint");
        int[] with = [.. Enumerable.Range(0, history.Numbers.Count).Where(i => double.IsFinite(history.BestValues[i]))];
        if (with.Length > 0)
        {
            var best = plot.Add.Scatter(with.Select(i => (double)history.Numbers[i]).ToArray(), with.Select(i => history.BestValues[i]).ToArray(), StudyFigure.Strong);
            (best.ConnectStyle, best.LineWidth, best.MarkerSize, best.LegendText) = (ConnectStyle.StepHorizontal, 2.2f, 0, "best so far");
        }
        StudyFigure.Label(plot, $"{study}: {history.Target} of each trial{limits.Note}", "trial", $"{history.Target} ({(history.Direction == StudyDirection.Minimize ? "less" : "more")} is better)");
        StudyFigure.WholeNumbers(plot.Axes.Bottom);
        var last = history.Numbers.Count == 0 ? 1 : history.Numbers[^1];
        plot.Axes.SetLimits(-0.02 * last - 0.5, 1.02 * last + 0.5, limits.Low, limits.High);
        plot.ShowLegend(history.Direction == StudyDirection.Minimize ? Alignment.UpperRight : Alignment.LowerRight);
        return StudyFigure.Of(plot);
    }

    private static void Add(Plot plot, OptimizationHistory history, bool feasible, Color colour, string name)
    {
        int[] indices = [.. Enumerable.Range(0, history.Numbers.Count).Where(i => history.IsFeasible[i] == feasible)];
        if (indices.Length == 0) { return; }
        plot.Add.Markers(indices.Select(i => (double)history.Numbers[i]).ToArray(), indices.Select(i => history.Values[i]).ToArray(), MarkerShape.FilledCircle, 7, colour).LegendText = name;
    }
}
