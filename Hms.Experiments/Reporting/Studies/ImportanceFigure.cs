using System.Globalization;
using Hms.Tuning.Analysis.Importance;
using ScottPlot;

namespace Hms.Experiments.Reporting.Studies;

/// <summary>Importances as horizontal bars, the most important on top; a line shows the spread over the trees of a forest.</summary>
internal static class ImportanceFigure
{
    private const int BarHeight = 42;

    public static StudyFigure Draw(string study, ImportanceReport report)
    {
        var plot = BlankPlot.New();
        var count = report.Parameters.Count;
        var bars = plot.Add.Bars(report.Parameters.Select((x, i) => new Bar
        {
            Position = count - 1 - i, Value = x.Importance, FillColor = StudyFigure.Plain, Orientation = Orientation.Horizontal, Size = 0.62, LineWidth = 0,
        }).ToArray());
        var widest = Math.Max(1e-12, report.Parameters.Max(x => x.Importance + (x.StandardDeviation ?? 0)));
        for (var i = 0; i < count; i++)
        {
            var parameter = report.Parameters[i];
            var end = parameter.Importance + (parameter.StandardDeviation ?? 0);
            if (parameter.StandardDeviation is > 0 and { } spread)
            {
                var line = plot.Add.Line(Math.Max(0, parameter.Importance - spread), count - 1 - i, end, count - 1 - i);
                (line.LineColor, line.LineWidth, line.MarkerSize) = (Colors.Black.WithAlpha(.7), 1.4f, 0);
            }
            var label = plot.Add.Text(parameter.Importance.ToString(report.Scale == ImportanceScale.Normalized ? "F3" : "G3", CultureInfo.InvariantCulture), end + 0.012 * widest, count - 1 - i);
            (label.LabelFontSize, label.LabelAlignment) = (12, Alignment.MiddleLeft);
        }
        plot.Axes.Left.SetTicks([.. Enumerable.Range(0, count).Select(i => (double)(count - 1 - i))], [.. report.Parameters.Select(x => FigureAxis.ShortName(x.Name))]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        StudyFigure.Label(plot, $"{study}: what matters for {Aim(report)} ({Name(report.Method)}, {report.TrialCount} trials)", report.Scale == ImportanceScale.Normalized ? "importance (shares add up to 1)" : "importance", "");
        plot.Axes.SetLimits(0, 1.13 * widest, -0.7, count - 0.3);
        plot.Grid.YAxisStyle.IsVisible = false;
        return StudyFigure.Of(plot, Math.Clamp(130 + BarHeight * count, 240, 1200));
    }

    /// <summary>Name of a method for people.</summary>
    public static string Name(ImportanceMethod method) => method switch { ImportanceMethod.PedAnova => "PED-ANOVA", ImportanceMethod.Fanova => "fANOVA", _ => "mean decrease in impurity" };

    private static string Aim(ImportanceReport report) => report.Method == ImportanceMethod.PedAnova ? $"the best {report.Target}" : $"the {report.Target}";
}
