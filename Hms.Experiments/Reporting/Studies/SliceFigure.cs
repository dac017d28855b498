using Hms.Tuning.Analysis;
using ScottPlot;

namespace Hms.Experiments.Reporting.Studies;

/// <summary>The value against each parameter, one plot a parameter; the later a trial, the lighter its point.</summary>
internal static class SliceFigure
{
    private const int Columns = 3;
    private const int PanelHeight = 330;

    public static StudyFigure Draw(string study, IReadOnlyList<ParameterSlice> slices)
    {
        var columns = Math.Min(Columns, slices.Count);
        var rows = (slices.Count + columns - 1) / columns;
        var panels = new Multiplot { Layout = new ScottPlot.MultiplotLayouts.Grid(rows, columns) };
        panels.AddPlots(slices.Count);
        var limits = ValueLimits.Of(slices.SelectMany(x => x.Values), slices[0].Direction);
        var scale = ColourScale.Of(slices.SelectMany(x => x.Numbers).Select(x => (double)x));
        for (var i = 0; i < slices.Count; i++)
        {
            var (plot, slice) = (panels.GetPlot(i), slices[i]);
            var axis = new FigureAxis(slice.Axis);
            StudyFigure.AddPoints(plot, [.. slice.Coordinates.Select(axis.Plain)], slice.Values, [.. slice.Numbers.Select(x => (double)x)], scale, 7);
            StudyFigure.Label(plot, i == 0 ? $"{study}{limits.Note}" : "", axis.Name, i % columns == 0 ? slice.Target : "");
            axis.Apply(plot.Axes.Bottom, isX: true, plot);
            plot.Axes.SetLimitsY(limits.Low, limits.High);
            if (i % columns == columns - 1 || i == slices.Count - 1) { StudyFigure.AddColourBar(plot, scale, "trial"); }
        }
        return new StudyFigure(panels, Math.Max(StudyFigure.SingleHeight - 100, rows * PanelHeight));
    }
}
