using ScottPlot;

namespace Hms.Experiments.Reporting;

/// <summary>Light letters and axes on dark paper, for pictures that show colours of their own between them.</summary>
internal static class DarkSheet
{
    /// <summary>Colour of the paper, that of dark pages.</summary>
    public const string Paper = "#14171a";

    private static readonly Color Ink = Color.FromHex("#e6e8ea");

    /// <summary>Makes a plot dark; what it shows keeps its colours.</summary>
    public static void Apply(Plot plot)
    {
        plot.FigureBackground.Color = Color.FromHex(Paper);
        plot.Axes.Color(Ink);
        plot.Axes.Title.Label.ForeColor = Ink;
        foreach (var bar in plot.Axes.GetPanels().OfType<ScottPlot.Panels.ColorBar>())
        {
            bar.LabelStyle.ForeColor = Ink;
            bar.Axis.TickLabelStyle.ForeColor = Ink;
            (bar.Axis.FrameLineStyle.Color, bar.Axis.MajorTickStyle.Color, bar.Axis.MinorTickStyle.Color) = (Ink, Ink, Ink);
        }
    }
}
