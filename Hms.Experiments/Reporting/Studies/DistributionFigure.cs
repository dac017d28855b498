using Hms.Tuning.Analysis;
using ScottPlot;

namespace Hms.Experiments.Reporting.Studies;

/// <summary>Empirical distribution functions of one or several studies.</summary>
internal static class DistributionFigure
{
    public static StudyFigure Draw(IReadOnlyList<EmpiricalDistribution> studies, string target, Hms.Tuning.Studies.StudyDirection direction)
    {
        var plot = BlankPlot.New();
        Color[] colours = [StudyFigure.Plain, StudyFigure.Strong, Color.FromHex("#009E73"), StudyFigure.Failed, StudyFigure.Pruned, Color.FromHex("#56B4E9"), Colors.Black];
        var limits = ValueLimits.Of(studies.SelectMany(x => x.Values), direction);
        for (var i = 0; i < studies.Count; i++)
        {
            var study = studies[i];
            if (study.Values.Count == 0) { continue; }
            double[] x = [limits.Low, .. study.Values, limits.High], y = [0, .. study.Shares, 1];
            var line = plot.Add.Scatter(x.Zip(y).OrderBy(p => p.First).Select(p => p.First).ToArray(), x.Zip(y).OrderBy(p => p.First).Select(p => p.Second).ToArray(), colours[i % colours.Length]);
            (line.ConnectStyle, line.LineWidth, line.MarkerSize, line.LegendText) = (ConnectStyle.StepHorizontal, 2, 0, study.Study);
            line.LinePattern = i < colours.Length ? LinePattern.Solid : LinePattern.Dashed;
        }
        StudyFigure.Label(plot, $"Share of the completed trials with at most a {target}{limits.Note}", target, "share of trials");
        plot.Axes.SetLimits(limits.Low, limits.High, -0.02, 1.03);
        plot.ShowLegend(Alignment.LowerRight);
        return StudyFigure.Of(plot);
    }
}
