using SkiaSharp;

namespace Hms.Experiments.Reporting;

/// <summary>What is drawn on a canvas, as the bytes of a file.</summary>
internal static class CanvasBytes
{
    /// <summary>A PNG on white.</summary>
    public static byte[] Png(int width, int height, Action<SKCanvas> draw)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height));
        draw(surface.Canvas);
        surface.Canvas.DrawColor(SKColors.White, SKBlendMode.DstOver); // places that no plot fills
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>A WebP on a background.</summary>
    /// <param name="width">Width of what is drawn.</param>
    /// <param name="height">Its height.</param>
    /// <param name="background">Colour of places that no plot fills.</param>
    /// <param name="quality">0 (smallest) to 100.</param>
    /// <param name="ratio">Pixels of the file for one that is drawn.</param>
    /// <param name="draw">Draws.</param>
    public static byte[] Webp(int width, int height, SKColor background, int quality, int ratio, Action<SKCanvas> draw)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width * ratio, height * ratio));
        surface.Canvas.Scale(ratio);
        draw(surface.Canvas);
        surface.Canvas.DrawColor(background, SKBlendMode.DstOver);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Webp, quality);
        return data.ToArray();
    }

    /// <summary>An SVG.</summary>
    public static byte[] Svg(int width, int height, Action<SKCanvas> draw)
    {
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, width, height), stream)) { draw(canvas); }
        return stream.ToArray();
    }
}
