using Hms.Experiments.Reporting.Studies;
using ScottPlot;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>Size, colours and letters of the figures of a page. One thing has one colour on all of them.</summary>
internal static class PageFigure
{
    /// <summary>Width of a figure that has a neighbour; small, so that its letters can be read on a telephone.</summary>
    public const int HalfWidth = 540;

    /// <summary>Height of such a figure.</summary>
    public const int HalfHeight = 360;

    /// <summary>Width of a figure that has none.</summary>
    public const int FullWidth = 1000;

    private const float TitleSize = 14;
    private const float LabelSize = 13;
    private const double TickDensity = 0.6;
    private const int LargestSvg = 200_000;
    private const int PixelRatio = 2;
    private const int Quality = 70;

    /// <summary>What the experts said.</summary>
    public static Color Votes { get; } = StudyFigure.Plain;

    /// <summary>What few experts said.</summary>
    public static Color FewVotes { get; } = Color.FromHex("#56B4E9");

    /// <summary>What is predicted; of several models the first.</summary>
    public static Color Prediction { get; } = StudyFigure.Pruned;

    /// <summary>Training rows; of several models the second.</summary>
    public static Color Training { get; } = Color.FromHex("#009E73");

    /// <summary>Held-out rows; of several models the third.</summary>
    public static Color HeldOut { get; } = StudyFigure.Strong;

    /// <summary>Colour of a model among several that are compared.</summary>
    public static Color OfModel(int index) => ((Color[])[Prediction, Training, HeldOut, StudyFigure.Failed])[index % 4];

    /// <summary>An empty plot.</summary>
    public static Plot New(string title, string x, string y)
    {
        var plot = BlankPlot.New();
        plot.Title(title, TitleSize);
        if (x.Length > 0) { plot.XLabel(x, LabelSize); }
        if (y.Length > 0) { plot.YLabel(y, LabelSize); }
        plot.Grid.MajorLineColor = Colors.Black.WithAlpha(.1);
        foreach (var axis in (IAxis[])[plot.Axes.Bottom, plot.Axes.Left])
        {
            axis.TickLabelStyle.FontSize = LabelSize - 1;
            if (axis.TickGenerator is ScottPlot.TickGenerators.NumericAutomatic ticks) { ticks.TickDensity = TickDensity; }
            axis.MinorTickStyle.Length = 0;
        }
        foreach (var side in (IAxis[])[plot.Axes.Top, plot.Axes.Right]) { side.FrameLineStyle.Width = 0; }
        (plot.Legend.FontSize, plot.Legend.ShadowColor, plot.Legend.OutlineWidth) = (LabelSize - 1, Colors.Transparent, 0);
        return plot;
    }

    /// <summary>Names of classes below a plot whose places are 0, 1, ...</summary>
    public static void NameClasses(IAxis axis, IReadOnlyList<string> names)
    {
        axis.SetTicks([.. names.Select((_, i) => (double)i)], [.. names]);
        axis.MajorTickStyle.Length = 0;
        axis.TickLabelStyle.FontSize = LabelSize - 1;
    }

    /// <summary>A picture of one plot.</summary>
    public static PagePicture Of(Plot plot, int width = HalfWidth, int height = HalfHeight) => Of(Picture.Of(plot, width, height));

    /// <summary>A picture of a sheet of plots: as SVG, unless that is larger than pixels are.</summary>
    public static PagePicture Of(Picture sheet) => Of(sheet.ToSvg(), sheet.Width, sheet.Height, () => sheet.ToWebp(Quality, PixelRatio));

    /// <summary>A picture of a study.</summary>
    /// <param name="figure">The picture.</param>
    /// <param name="title">A title short enough for the width.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    public static PagePicture Of(StudyFigure figure, string title, int width, int height)
    {
        foreach (var plot in figure.Panels.GetPlots()) { plot.Title(title, TitleSize); }
        return Of(figure.ToSvg(width, height), width, height, () => figure.ToWebp(width, height, Quality, PixelRatio));
    }

    private static PagePicture Of(byte[] svg, int width, int height, Func<byte[]> pixels) =>
        svg.Length <= LargestSvg ? new DrawnPicture(svg, width, height) : new PixelPicture(pixels(), null, width * PixelRatio, height * PixelRatio);
}
