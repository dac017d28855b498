namespace Hms.Experiments.Reporting.Pages;

/// <summary>A picture of a page, light and dark.</summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
internal abstract record PagePicture(int Width, int Height)
{
    /// <summary>Ending of a file of its own, with the dot.</summary>
    public abstract string Ending { get; }

    /// <summary>The bytes of a file of its own, light.</summary>
    public abstract byte[] File { get; }
}
