namespace Hms.Experiments.Reporting.Pages;

/// <summary>A picture of lines and letters: one SVG whose colours are those of the page.</summary>
/// <param name="Svg">As it was drawn, black on white.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
internal sealed record DrawnPicture(byte[] Svg, int Width, int Height) : PagePicture(Width, Height)
{
    /// <inheritdoc />
    public override string Ending => ".svg";

    /// <inheritdoc />
    public override byte[] File => Svg;
}
