using Hms.Tuning.Analysis;
using Hms.Tuning.Studies;
using ScottPlot;

namespace Hms.Experiments.Reporting.Studies;

/// <summary>When each trial ran, one bar a trial, coloured by how it ended.</summary>
internal static class TimelineFigure
{
    private const int MostPixelsPerTrial = 14;

    public static StudyFigure Draw(string study, IReadOnlyList<TimelineBar> bars)
    {
        var plot = BlankPlot.New();
        var start = bars.Count == 0 ? DateTimeOffset.UnixEpoch : bars.Min(x => x.StartedAt);
        var length = bars.Count == 0 ? 1 : Math.Max(1e-3, bars.Max(x => (x.EndedAt - start).TotalSeconds));
        var (unit, seconds) = length switch { < 180 => ("s", 1.0), < 3 * 3600 => ("min", 60.0), < 3 * 86400 => ("h", 3600.0), _ => ("days", 86400.0) };
        foreach (var group in bars.GroupBy(x => x.State).OrderBy(x => x.Key))
        {
            var (name, colour) = Style(group.Key);
            var drawn = plot.Add.Bars(group.Select(x => new Bar
            {
                Position = x.Number, ValueBase = (x.StartedAt - start).TotalSeconds / seconds, Value = Math.Max((x.EndedAt - start).TotalSeconds, (x.StartedAt - start).TotalSeconds + length / 2000) / seconds,
                FillColor = colour, Orientation = Orientation.Horizontal, Size = 0.8, LineWidth = 0,
            }).ToArray());
            drawn.LegendText = name;
        }
        StudyFigure.Label(plot, $"{study}: when the trials ran, from {start.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC", $"time since the first trial ({unit})", "trial");
        StudyFigure.WholeNumbers(plot.Axes.Left);
        plot.Axes.SetLimits(-0.01 * length / seconds, 1.02 * length / seconds, (bars.Count == 0 ? 0 : bars.Max(x => x.Number)) + 0.8, -0.8);
        plot.ShowLegend(Alignment.UpperRight);
        return StudyFigure.Of(plot, Math.Clamp(120 + MostPixelsPerTrial * bars.Count, 320, 900));
    }

    private static (string Name, Color Colour) Style(TrialState state) => state switch
    {
        TrialState.Complete => ("completed", StudyFigure.Plain),
        TrialState.Pruned => ("pruned", StudyFigure.Pruned),
        TrialState.Fail => ("failed", StudyFigure.Failed),
        _ => ("running", Color.FromHex("#009E73")),
    };
}
