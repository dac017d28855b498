using ScottPlot;

namespace Hms.Experiments.Reporting.Studies;

/// <summary>A picture of a study: one plot, or several side by side. Colours can be told apart by the colour-blind (Okabe and Ito's, and viridis).</summary>
/// <param name="Panels">The plots.</param>
/// <param name="Height">Height in pixels; the width is that of every figure.</param>
internal sealed record StudyFigure(Multiplot Panels, int Height)
{
    /// <summary>Width in pixels.</summary>
    public const int Width = 1100;

    /// <summary>Height of a single plot.</summary>
    public const int SingleHeight = 560;

    private const int TitleSize = 13;
    private const int LabelSize = 12;
    private const int ColourSteps = 24;
    private const double TickDensity = 0.55;

    /// <summary>What matters most: the best so far, the front.</summary>
    public static Color Strong { get; } = Color.FromHex("#D55E00");

    /// <summary>Ordinary points and bars.</summary>
    public static Color Plain { get; } = Color.FromHex("#0072B2");

    /// <summary>What was pruned.</summary>
    public static Color Pruned { get; } = Color.FromHex("#E69F00");

    /// <summary>What failed.</summary>
    public static Color Failed { get; } = Color.FromHex("#CC79A7");

    /// <summary>What is left in the background.</summary>
    public static Color Faint { get; } = Color.FromHex("#999999");

    /// <summary>A figure of one plot.</summary>
    public static StudyFigure Of(Plot plot, int height = SingleHeight) => new(new Multiplot(plot), height);

    /// <summary>Title and names of the axes.</summary>
    public static Plot Label(Plot plot, string title, string x, string y)
    {
        plot.Title(title, TitleSize);
        plot.XLabel(x, LabelSize);
        plot.YLabel(y, LabelSize);
        plot.Grid.MajorLineColor = Colors.Black.WithAlpha(.07);
        foreach (var axis in (IAxis[])[plot.Axes.Bottom, plot.Axes.Left])
        {
            if (axis.TickGenerator is ScottPlot.TickGenerators.NumericAutomatic ticks) { ticks.TickDensity = TickDensity; }
        }
        return plot;
    }

    /// <summary>Marks at whole numbers only, for trials and steps.</summary>
    public static void WholeNumbers(IAxis axis)
    {
        if (axis.TickGenerator is ScottPlot.TickGenerators.NumericAutomatic ticks) { ticks.IntegerTicksOnly = true; }
    }

    /// <summary>Points coloured by a number each, from dark (low) to light (high); NaN points are left out.</summary>
    public static void AddPoints(Plot plot, IReadOnlyList<double> x, IReadOnlyList<double> y, IReadOnlyList<double> colours, ColourScale scale, float size = 8)
    {
        var steps = Enumerable.Range(0, x.Count).Where(i => double.IsFinite(x[i]) && double.IsFinite(y[i])).GroupBy(i => (int)(scale.Share(colours[i]) * (ColourSteps - 1))).OrderBy(g => g.Key);
        foreach (var step in steps)
        {
            var markers = plot.Add.Markers(step.Select(i => x[i]).ToArray(), step.Select(i => y[i]).ToArray(), MarkerShape.FilledCircle, size, scale.Colormap.GetColor(step.Key / (ColourSteps - 1.0)));
            markers.MarkerStyle.OutlineColor = Colors.White;
            markers.MarkerStyle.OutlineWidth = 0.8f;
        }
    }

    /// <summary>A colour bar with a name.</summary>
    public static void AddColourBar(Plot plot, ColourScale scale, string name)
    {
        var bar = plot.Add.ColorBar(scale);
        bar.Label = name;
        bar.Width = 20;
        bar.LabelStyle.FontSize = LabelSize;
    }

    /// <summary>The picture as a PNG.</summary>
    public byte[] ToPng() => CanvasBytes.Png(Width, Height, Draw);

    /// <summary>The same as SVG.</summary>
    public byte[] ToSvg() => ToSvg(Width, Height);

    /// <summary>The same as SVG of another size.</summary>
    public byte[] ToSvg(int width, int height) => CanvasBytes.Svg(width, height, canvas => Panels.Render(canvas, new PixelRect(0, width, height, 0)));

    /// <summary>The same as WebP of another size.</summary>
    /// <param name="width">Width of the drawing.</param>
    /// <param name="height">Its height.</param>
    /// <param name="quality">0 (smallest) to 100.</param>
    /// <param name="ratio">Pixels of the file for one of the drawing.</param>
    public byte[] ToWebp(int width, int height, int quality, int ratio) =>
        CanvasBytes.Webp(width, height, SkiaSharp.SKColors.White, quality, ratio, canvas => Panels.Render(canvas, new PixelRect(0, width, height, 0)));

    private void Draw(SkiaSharp.SKCanvas canvas) => Panels.Render(canvas, new PixelRect(0, Width, Height, 0));
}
