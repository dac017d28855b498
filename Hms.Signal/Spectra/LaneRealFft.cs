using System.Numerics;

namespace Hms.Signal.Spectra;

/// <summary>One-sided spectra of real signals, one signal in each lane; an even length by a complex transform of half of it.</summary>
/// <remarks>Immutable and thread-safe; the caller brings the memory.</remarks>
internal sealed class LaneRealFft<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ILaneFft<T> _inner;

    // exp(-2 pi i k / length) for even lengths, pairs.
    private readonly T[] _turns;

    /// <summary>Plans transforms of one length.</summary>
    /// <param name="length">At least 1; powers of two are fastest, any other works.</param>
    public LaneRealFft(int length)
    {
        Length = length;
        IsEven = length % 2 == 0;
        var innerLength = IsEven ? length / 2 : length;
        _inner = LaneFft<T>.Supports(innerLength) ? new LaneFft<T>(innerLength) : new LaneBluesteinFft<T>(innerLength);
        _turns = IsEven ? new T[length + 2] : [];
        for (var k = 0; 2 * k < _turns.Length; k++) { Roots<T>.Write(k, length, _turns.AsSpan(2 * k)); }
    }

    /// <summary>Points of a signal.</summary>
    public int Length { get; }

    /// <summary>Whether sample 2n lies in the real and sample 2n + 1 in the imaginary part n of the packed signal; else sample n lies in real part n.</summary>
    public bool IsEven { get; }

    /// <summary>Vectors of each part of the packed signal.</summary>
    public int PackedLength => _inner.Length;

    /// <summary>Vectors of working memory.</summary>
    public int ScratchVectors => _inner.ScratchVectors;

    /// <summary>Transforms the packed signal in place; <see cref="Bin"/> reads the result.</summary>
    public void Transform(Span<Vector<T>> re, Span<Vector<T>> im, Span<Vector<T>> scratch) => _inner.Transform(re, im, scratch);

    /// <summary>One bin of the one-sided spectrum, 0 to Length / 2, of a transformed packed signal.</summary>
    public (Vector<T> Re, Vector<T> Im) Bin(ReadOnlySpan<Vector<T>> re, ReadOnlySpan<Vector<T>> im, int bin)
    {
        if (!IsEven) { return (re[bin], im[bin]); }
        var (here, mirror) = (bin == PackedLength ? 0 : bin, bin == 0 ? 0 : PackedLength - bin);
        var half = T.CreateTruncating(0.5);
        var (evenRe, evenIm) = ((re[here] + re[mirror]) * half, (im[here] - im[mirror]) * half);
        var (oddRe, oddIm) = ((im[here] + im[mirror]) * half, (re[mirror] - re[here]) * half);
        var (cosine, sine) = (_turns[2 * bin], _turns[2 * bin + 1]);
        return (evenRe + oddRe * cosine - oddIm * sine, evenIm + oddRe * sine + oddIm * cosine);
    }
}
