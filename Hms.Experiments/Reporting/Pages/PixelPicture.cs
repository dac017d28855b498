namespace Hms.Experiments.Reporting.Pages;

/// <summary>A picture of pixels, as WebP.</summary>
/// <param name="Light">The bytes for a light page.</param>
/// <param name="Dark">The bytes for a dark page; null where the light one is inverted.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
internal sealed record PixelPicture(byte[] Light, byte[]? Dark, int Width, int Height) : PagePicture(Width, Height)
{
    /// <inheritdoc />
    public override string Ending => ".webp";

    /// <inheritdoc />
    public override byte[] File => Light;
}
