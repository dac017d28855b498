using System.Numerics;

namespace Hms.Signal.Spectra;

/// <summary>Roots of unity, each computed in double from its reduced angle.</summary>
internal static class Roots<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Writes cosine and sine of -2 pi numerator / denominator.</summary>
    public static void Write(long numerator, int denominator, Span<T> pair)
    {
        var (sine, cosine) = Math.SinCos(-2 * Math.PI * (numerator % denominator) / denominator);
        pair[0] = T.CreateTruncating(cosine);
        pair[1] = T.CreateTruncating(sine);
    }
}
