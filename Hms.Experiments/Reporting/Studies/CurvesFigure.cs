using Hms.Tuning.Analysis;
using Hms.Tuning.Studies;
using ScottPlot;

namespace Hms.Experiments.Reporting.Studies;

/// <summary>What trials reported while they ran: completed ones, pruned ones to where they were stopped, and the best one on top.</summary>
internal static class CurvesFigure
{
    private const int ManyCurves = 40;
    private const double FaintAlpha = 0.3;
    private const double ClearAlpha = 0.6;

    public static StudyFigure Draw(string study, IReadOnlyList<IntermediateCurve> curves, string target, StudyDirection direction, int? best)
    {
        var plot = BlankPlot.New();
        var limits = ValueLimits.Of(curves.SelectMany(x => x.Values), direction);
        var named = new HashSet<string>();
        foreach (var curve in curves.OrderBy(x => x.Number == best).ThenBy(x => x.State == TrialState.Pruned))
        {
            var (name, colour, width) = curve.Number == best ? ($"best, trial {best}", StudyFigure.Strong, 2.6f) : Style(curve.State, curves.Count > ManyCurves ? FaintAlpha : ClearAlpha);
            int[] finite = [.. Enumerable.Range(0, curve.Steps.Count).Where(i => double.IsFinite(curve.Values[i]))];
            if (finite.Length == 0) { continue; }
            var line = plot.Add.Scatter(finite.Select(i => (double)curve.Steps[i]).ToArray(), finite.Select(i => curve.Values[i]).ToArray(), colour);
            (line.LineWidth, line.MarkerSize) = (width, finite.Length == 1 ? 4 : 0);
            if (named.Add(name)) { line.LegendText = name; }
            if (curve.State == TrialState.Pruned) { plot.Add.Marker(curve.Steps[finite[^1]], curve.Values[finite[^1]], MarkerShape.Eks, 6, colour); }
        }
        StudyFigure.Label(plot, $"{study}: {target} while the trials ran{limits.Note}", "step", target);
        StudyFigure.WholeNumbers(plot.Axes.Bottom);
        var steps = curves.SelectMany(x => x.Steps).DefaultIfEmpty(1).ToArray();
        plot.Axes.SetLimits(steps.Min() - 0.02 * (steps.Max() - steps.Min()) - 0.2, steps.Max() + 0.02 * (steps.Max() - steps.Min()) + 0.2, limits.Low, limits.High);
        plot.ShowLegend(direction == StudyDirection.Minimize ? Alignment.UpperRight : Alignment.LowerRight);
        return StudyFigure.Of(plot);
    }

    private static (string Name, Color Colour, float Width) Style(TrialState state, double alpha) => state switch
    {
        TrialState.Complete => ("completed", StudyFigure.Plain.WithAlpha(alpha), 1.2f),
        TrialState.Pruned => ("pruned", StudyFigure.Pruned.WithAlpha(.75), 1.2f),
        TrialState.Fail => ("failed", StudyFigure.Failed.WithAlpha(.8), 1.2f),
        _ => ("running", Colors.Black.WithAlpha(.7), 1.2f),
    };
}
