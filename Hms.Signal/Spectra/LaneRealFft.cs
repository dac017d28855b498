using System.Numerics;
using System.Runtime.CompilerServices;

namespace Hms.Signal.Spectra;

/// <summary>One-sided spectra of real signals and back, one signal in each lane; an even length by a complex transform of half of it.</summary>
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

    /// <summary>Bins of a one-sided spectrum.</summary>
    public int BinCount => Length / 2 + 1;

    /// <summary>Whether sample 2n lies in the real and sample 2n + 1 in the imaginary part n of the packed signal; else sample n lies in real part n.</summary>
    public bool IsEven { get; }

    /// <summary>Vectors of each part of the packed signal.</summary>
    public int PackedLength => _inner.Length;

    /// <summary>Vectors of working memory.</summary>
    public int ScratchVectors => _inner.ScratchVectors;

    /// <summary>Transforms the packed signal in place; <see cref="Bin"/>, <see cref="Power"/> and <see cref="Spectrum"/> read the result.</summary>
    public void Transform(Span<Vector<T>> re, Span<Vector<T>> im, Span<Vector<T>> scratch) => _inner.Transform(re, im, scratch);

    /// <summary>One bin of the one-sided spectrum, 0 to Length / 2, of a transformed packed signal.</summary>
    public (Vector<T> Re, Vector<T> Im) Bin(ReadOnlySpan<Vector<T>> re, ReadOnlySpan<Vector<T>> im, int bin)
    {
        if (!IsEven) { return (re[bin], im[bin]); }
        if (bin == 0) { return (re[0] + im[0], Vector<T>.Zero); }
        if (bin == PackedLength) { return (re[0] - im[0], Vector<T>.Zero); }
        var mirror = PackedLength - bin;
        if (bin <= mirror)
        {
            var (evenRe, evenIm, oddRe, oddIm) = Halves(re, im, bin, mirror);
            return (evenRe + oddRe, evenIm + oddIm);
        }
        else
        {
            var (evenRe, evenIm, oddRe, oddIm) = Halves(re, im, mirror, bin);
            return (evenRe - oddRe, oddIm - evenIm);
        }
    }

    /// <summary>Squared magnitudes of the bins first to last of a transformed packed signal.</summary>
    public void Power(ReadOnlySpan<Vector<T>> re, ReadOnlySpan<Vector<T>> im, int first, int last, Span<Vector<T>> power)
    {
        if (!IsEven || first > PackedLength / 2)
        {
            for (var bin = first; bin <= last; bin++)
            {
                var (x, y) = Bin(re, im, bin);
                power[bin - first] = x * x + y * y;
            }
            return;
        }
        if (first == 0) { power[0] = Square(re[0] + im[0]); }
        if (last == PackedLength) { power[last - first] = Square(re[0] - im[0]); }
        var quarter = new Vector<T>(T.CreateTruncating(0.25));
        // A bin and its mirror about a quarter of the sample rate come from the same two values.
        for (var bin = Math.Max(1, Math.Min(first, PackedLength - last)); 2 * bin <= PackedLength; bin++)
        {
            var mirror = PackedLength - bin;
            // Both twice as large; a quarter of the square is the same to the last bit.
            var (evenRe, evenIm, oddRe, oddIm) = Doubles(re, im, bin, mirror);
            if (mirror >= first && mirror <= last) { power[mirror - first] = (Square(evenRe - oddRe) + Square(evenIm - oddIm)) * quarter; }
            if (bin >= first && bin <= last) { power[bin - first] = (Square(evenRe + oddRe) + Square(evenIm + oddIm)) * quarter; }
        }
    }

    /// <summary>Real and imaginary parts of the bins first to last of a transformed packed signal.</summary>
    public void Spectrum(ReadOnlySpan<Vector<T>> re, ReadOnlySpan<Vector<T>> im, int first, Span<Vector<T>> toRe, Span<Vector<T>> toIm)
    {
        for (var i = 0; i < toRe.Length; i++) { (toRe[i], toIm[i]) = Bin(re, im, first + i); }
    }

    /// <summary>From one-sided spectra, [Length / 2 + 1] vectors, to packed signals, in place of the packed spectra; imaginary parts that a real signal cannot have are ignored.</summary>
    public void Inverse(ReadOnlySpan<Vector<T>> spectrumRe, ReadOnlySpan<Vector<T>> spectrumIm, Span<Vector<T>> re, Span<Vector<T>> im, Span<Vector<T>> scratch)
    {
        var scale = T.One / T.CreateTruncating(PackedLength);
        if (IsEven) { PackEven(spectrumRe, spectrumIm, re, im, scale / T.CreateTruncating(2)); }
        else { Mirror(spectrumRe, spectrumIm, re, im, scale); }
        // With real and imaginary parts exchanged, the forward transform is the inverse one.
        _inner.Transform(im, re, scratch);
    }

    private void PackEven(ReadOnlySpan<Vector<T>> spectrumRe, ReadOnlySpan<Vector<T>> spectrumIm, Span<Vector<T>> re, Span<Vector<T>> im, T scale)
    {
        var (zero, nyquist) = (spectrumRe[0], spectrumRe[PackedLength]);
        (re[0], im[0]) = ((zero + nyquist) * scale, (zero - nyquist) * scale);
        for (var bin = 1; bin < PackedLength; bin++)
        {
            var mirror = PackedLength - bin;
            var (evenRe, evenIm) = (spectrumRe[bin] + spectrumRe[mirror], spectrumIm[bin] - spectrumIm[mirror]);
            var (lessRe, lessIm) = (spectrumRe[bin] - spectrumRe[mirror], spectrumIm[bin] + spectrumIm[mirror]);
            var (cosine, sine) = (_turns[2 * bin], _turns[2 * bin + 1]);
            var (oddRe, oddIm) = (lessRe * cosine + lessIm * sine, lessIm * cosine - lessRe * sine);
            (re[bin], im[bin]) = ((evenRe - oddIm) * scale, (evenIm + oddRe) * scale);
        }
    }

    private void Mirror(ReadOnlySpan<Vector<T>> spectrumRe, ReadOnlySpan<Vector<T>> spectrumIm, Span<Vector<T>> re, Span<Vector<T>> im, T scale)
    {
        (re[0], im[0]) = (spectrumRe[0] * scale, Vector<T>.Zero);
        for (var bin = 1; bin < BinCount; bin++)
        {
            (re[bin], im[bin]) = (spectrumRe[bin] * scale, spectrumIm[bin] * scale);
            (re[Length - bin], im[Length - bin]) = (re[bin], -im[bin]);
        }
    }

    /// <summary>The spectrum of the even samples and the turned one of the odd samples: their sum is the bin, the conjugate of their difference its mirror.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector<T> EvenRe, Vector<T> EvenIm, Vector<T> OddRe, Vector<T> OddIm) Halves(ReadOnlySpan<Vector<T>> re, ReadOnlySpan<Vector<T>> im, int bin, int mirror)
    {
        var half = new Vector<T>(T.CreateTruncating(0.5));
        var (evenRe, evenIm, oddRe, oddIm) = Doubles(re, im, bin, mirror);
        return (evenRe * half, evenIm * half, oddRe * half, oddIm * half);
    }

    /// <summary><see cref="Halves"/>, twice as large.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector<T> EvenRe, Vector<T> EvenIm, Vector<T> OddRe, Vector<T> OddIm) Doubles(ReadOnlySpan<Vector<T>> re, ReadOnlySpan<Vector<T>> im, int bin, int mirror)
    {
        var (aRe, aIm, bRe, bIm) = (re[bin], im[bin], re[mirror], im[mirror]);
        var (oddRe, oddIm) = (aIm + bIm, bRe - aRe);
        var (cosine, sine) = (new Vector<T>(_turns[2 * bin]), new Vector<T>(_turns[2 * bin + 1]));
        return (aRe + bRe, aIm - bIm, oddRe * cosine - oddIm * sine, oddRe * sine + oddIm * cosine);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Square(Vector<T> value) => value * value;
}
