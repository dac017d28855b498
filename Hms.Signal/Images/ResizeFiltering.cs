namespace Hms.Signal.Images;

/// <summary>Whether shrinking averages over all pixels or samples a few.</summary>
public enum ResizeFiltering
{
    /// <summary>Two neighbours per axis, whatever the scale: torch.nn.functional.interpolate(antialias=False).</summary>
    Sample,

    /// <summary>The triangle widens with the scale when shrinking, so every pixel counts: antialias=True, as Pillow does.</summary>
    Antialias,
}
