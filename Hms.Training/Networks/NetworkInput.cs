using System.Globalization;

namespace Hms.Training.Networks;

/// <summary>Dimensions of what a network reads; a signal [C, T] is [1, C, T].</summary>
/// <param name="Channels">Channels of the image, at least 1; 1 for a signal.</param>
/// <param name="Height">Places along the height, at least 1; the signal's channels.</param>
/// <param name="Width">Places along the width, at least 1; the signal's samples.</param>
public readonly record struct NetworkInput(int Channels, int Height, int Width)
{
    /// <summary>A signal's dimensions.</summary>
    /// <param name="channels">Channels, at least 1.</param>
    /// <param name="samples">Samples, at least 1.</param>
    public static NetworkInput Signal(int channels, int samples) => new(1, channels, samples);

    /// <summary>[Channels, Height, Width].</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"[{Channels}, {Height}, {Width}]");
}
