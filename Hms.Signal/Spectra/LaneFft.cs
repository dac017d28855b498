using System.Numerics;

namespace Hms.Signal.Spectra;

/// <summary>Complex forward Fourier transforms of several signals at once, one in each lane of a SIMD vector.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <remarks>
/// Mixed radix (4, 2, 3, 5 and other small primes), self-sorting after Stockham. Every lane does the same scalar arithmetic without fused operations,
/// so results do not depend on the vector width. Immutable and thread-safe; the caller brings the memory.
/// </remarks>
internal sealed class LaneFft<T> : ILaneFft<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The largest prime factor that is done directly; beyond it Bluestein's algorithm is faster.</summary>
    public const int LargestRadix = 31;

    private readonly LaneFftStage<T>[] _stages;

    /// <summary>Plans transforms of one length.</summary>
    /// <param name="length">Length without a prime factor above <see cref="LargestRadix"/>.</param>
    public LaneFft(int length)
    {
        Length = length;
        var stages = new List<LaneFftStage<T>>();
        var (remaining, stride) = (length, 1);
        while (remaining > 1)
        {
            var radix = NextRadix(remaining);
            stages.Add(new LaneFftStage<T>(radix, remaining / radix, stride));
            remaining /= radix;
            stride *= radix;
        }
        _stages = [.. stages];
    }

    /// <inheritdoc />
    public int Length { get; }

    /// <inheritdoc />
    public int ScratchVectors => 2 * Length;

    /// <summary>Whether a length has small prime factors only.</summary>
    public static bool Supports(int length)
    {
        for (var radix = 2; radix <= LargestRadix; radix++)
        {
            while (length % radix == 0) { length /= radix; }
        }
        return length == 1;
    }

    /// <inheritdoc />
    public void Transform(Span<Vector<T>> re, Span<Vector<T>> im, Span<Vector<T>> scratch)
    {
        var workRe = scratch[..Length];
        var workIm = scratch.Slice(Length, Length);
        for (var i = 0; i < _stages.Length; i++)
        {
            if (i % 2 == 0) { _stages[i].Run(re[..Length], im[..Length], workRe, workIm); }
            else { _stages[i].Run(workRe, workIm, re, im); }
        }
        if (_stages.Length % 2 == 1)
        {
            workRe.CopyTo(re);
            workIm.CopyTo(im);
        }
    }

    private static int NextRadix(int remaining)
    {
        if (remaining % 4 == 0) { return 4; }
        var radix = 2;
        while (remaining % radix != 0) { radix++; }
        return radix;
    }
}
