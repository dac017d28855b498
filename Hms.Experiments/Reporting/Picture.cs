using Hms.Data.Files;
using ScottPlot;

namespace Hms.Experiments.Reporting;

/// <summary>Plots on one white sheet, as PNG or SVG.</summary>
/// <param name="Panels">The plots and where each lies, in pixels from the upper left corner.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
internal sealed record Picture(IReadOnlyList<(Plot Plot, PixelRect Area)> Panels, int Width, int Height)
{
    /// <summary>Endings of the files that <see cref="Save"/> writes.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".png", ".svg"];

    /// <summary>A sheet that one plot fills.</summary>
    public static Picture Of(Plot plot, int width, int height) => new([(plot, Area(0, 0, width, height))], width, height);

    /// <summary>A place on the sheet.</summary>
    /// <param name="left">Pixels from the left edge.</param>
    /// <param name="top">Pixels from the upper edge.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    public static PixelRect Area(float left, float top, float width, float height) => new(left, left + width, top + height, top);

    /// <summary>Pictures below one another.</summary>
    public static Picture Stack(params IReadOnlyList<Picture> pictures)
    {
        var panels = new List<(Plot, PixelRect)>();
        var top = 0;
        foreach (var picture in pictures)
        {
            panels.AddRange(picture.Panels.Select(panel => (panel.Plot, Area(panel.Area.Left, panel.Area.Top + top, panel.Area.Width, panel.Area.Height))));
            top += picture.Height;
        }
        return new Picture(panels, pictures.Max(picture => picture.Width), top);
    }

    /// <summary>Refuses a file name that ends in neither .png nor .svg.</summary>
    /// <param name="option">The option that named the file.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="UserErrorException">The ending is another one.</exception>
    public static void RequireEnding(string option, string path)
    {
        var ending = Path.GetExtension(path);
        if (!Endings.Contains(ending, StringComparer.OrdinalIgnoreCase)) { throw new UserErrorException($"{option} {path} ends in \"{ending}\"; it must end in {string.Join(" or ", Endings)}."); }
    }

    /// <summary>Writes the file, whole or not at all; the ending says of which kind.</summary>
    /// <param name="path">A name that ends in .png or .svg.</param>
    public void Save(string path) => AtomicFile.Write(path, stream => stream.Write(Path.GetExtension(path).Equals(".svg", StringComparison.OrdinalIgnoreCase) ? ToSvg() : ToPng()));

    /// <summary>The bytes of a PNG.</summary>
    public byte[] ToPng() => CanvasBytes.Png(Width, Height, Draw);

    /// <summary>The bytes of a WebP.</summary>
    /// <param name="quality">0 (smallest) to 100.</param>
    /// <param name="ratio">Pixels of the file for one of the sheet.</param>
    public byte[] ToWebp(int quality, int ratio = 1) => CanvasBytes.Webp(Width, Height, SkiaSharp.SKColors.White, quality, ratio, Draw);

    /// <summary>The bytes of a WebP with light letters on a dark sheet; the plots stay so.</summary>
    /// <param name="quality">0 (smallest) to 100.</param>
    public byte[] ToDarkWebp(int quality)
    {
        foreach (var (plot, _) in Panels) { DarkSheet.Apply(plot); }
        return CanvasBytes.Webp(Width, Height, SkiaSharp.SKColor.Parse(DarkSheet.Paper), quality, 1, Draw);
    }

    /// <summary>The bytes of an SVG.</summary>
    public byte[] ToSvg() => CanvasBytes.Svg(Width, Height, Draw);

    private void Draw(SkiaSharp.SKCanvas canvas)
    {
        foreach (var (plot, area) in Panels)
        {
            canvas.Save();
            plot.RenderManager.ClearCanvasBeforeEachRender = false; // the other plots stay
            plot.Render(canvas, area);
            canvas.Restore();
        }
    }
}
