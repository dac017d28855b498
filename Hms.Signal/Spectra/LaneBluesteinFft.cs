using System.Numerics;

namespace Hms.Signal.Spectra;

/// <summary>Transforms of any length, primes too, as a convolution with a chirp of a power of two (Bluestein 1970).</summary>
internal sealed class LaneBluesteinFft<T> : ILaneFft<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly LaneFft<T> _inner;

    // exp(-i pi n^2 / length), pairs (cos, sin).
    private readonly T[] _chirp;

    // Transform of the conjugate chirp laid around 0, divided by the inner length; pairs.
    private readonly T[] _kernel;

    public LaneBluesteinFft(int length)
    {
        Length = length;
        _inner = new LaneFft<T>((int)BitOperations.RoundUpToPowerOf2((uint)(2 * length - 1)));
        _chirp = new T[2 * length];
        for (var n = 0; n < length; n++) { Roots<T>.Write((long)n * n, 2 * length, _chirp.AsSpan(2 * n)); }
        _kernel = KernelSpectrum();
    }

    /// <inheritdoc />
    public int Length { get; }

    /// <inheritdoc />
    public int ScratchVectors => 2 * _inner.Length + _inner.ScratchVectors;

    /// <inheritdoc />
    public void Transform(Span<Vector<T>> re, Span<Vector<T>> im, Span<Vector<T>> scratch)
    {
        var size = _inner.Length;
        var workRe = scratch[..size];
        var workIm = scratch.Slice(size, size);
        var innerScratch = scratch[(2 * size)..];
        workRe[Length..].Clear();
        workIm[Length..].Clear();
        Multiply(re[..Length], im[..Length], _chirp, workRe, workIm);
        _inner.Transform(workRe, workIm, innerScratch);
        Multiply(workRe, workIm, _kernel, workRe, workIm);
        // With real and imaginary parts exchanged, the forward transform is the inverse one.
        _inner.Transform(workIm, workRe, innerScratch);
        Multiply(workRe[..Length], workIm[..Length], _chirp, re, im);
    }

    private static void Multiply(ReadOnlySpan<Vector<T>> re, ReadOnlySpan<Vector<T>> im, T[] pairs, Span<Vector<T>> toRe, Span<Vector<T>> toIm)
    {
        for (var n = 0; n < re.Length; n++)
        {
            var (cosine, sine) = (pairs[2 * n], pairs[2 * n + 1]);
            (toRe[n], toIm[n]) = (re[n] * cosine - im[n] * sine, re[n] * sine + im[n] * cosine);
        }
    }

    private T[] KernelSpectrum()
    {
        var size = _inner.Length;
        var (re, im, scratch) = (new Vector<T>[size], new Vector<T>[size], new Vector<T>[_inner.ScratchVectors]);
        for (var n = 0; n < Length; n++)
        {
            var (cosine, sine) = (new Vector<T>(_chirp[2 * n]), new Vector<T>(_chirp[2 * n + 1]));
            (re[n], im[n]) = (cosine, -sine);
            if (n > 0) { (re[size - n], im[size - n]) = (cosine, -sine); }
        }
        _inner.Transform(re, im, scratch);
        var kernel = new T[2 * size];
        for (var n = 0; n < size; n++)
        {
            kernel[2 * n] = re[n][0] / T.CreateTruncating(size);
            kernel[2 * n + 1] = im[n][0] / T.CreateTruncating(size);
        }
        return kernel;
    }
}
