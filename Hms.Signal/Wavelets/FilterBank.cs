using System.Numerics;

namespace Hms.Signal.Wavelets;

/// <summary>One level of the transform, forth and back, in polyphase form: even and odd samples are filtered apart, so that no value is computed that is thrown away.</summary>
/// <remarks>Immutable and thread-safe; the caller brings the memory. Definition: approximation[k] = sum over j of dec_lo[j] x[2k + s - j], s = 1 (symmetric) or half the filter (periodization).</remarks>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class FilterBank<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _analysis;
    private readonly T[] _synthesis;
    private readonly bool _isCircular;
    private readonly int _half;

    /// <summary>Arranges a wavelet's filters for the kernel.</summary>
    public FilterBank(Wavelet wavelet, WaveletMode mode)
    {
        var low = wavelet.ReconstructionLowPass;
        var high = wavelet.ReconstructionHighPass;
        _isCircular = mode == WaveletMode.Periodization;
        _half = wavelet.FilterLength / 2;
        _analysis = new T[4 * _half];
        _synthesis = new T[4 * _half];
        for (var m = 0; m < _half; m++)
        {
            var back = 2 * (_half - 1 - m);
            ReadOnlySpan<double> forth = [low[2 * m], low[2 * m + 1], high[2 * m], high[2 * m + 1], low[back], high[back], low[back + 1], high[back + 1]];
            for (var i = 0; i < 4; i++) { (_analysis[4 * m + i], _synthesis[4 * m + i]) = (T.CreateTruncating(forth[i]), T.CreateTruncating(forth[4 + i])); }
        }
    }

    /// <summary>Values of scratch memory for a level of so many coefficients a band.</summary>
    public int ScratchLength(int coefficients) => 4 * (coefficients + _half + 1);

    /// <summary>One level forth.</summary>
    public void Decompose(ReadOnlySpan<T> signal, Span<T> approximation, Span<T> detail, Span<T> scratch)
    {
        var length = approximation.Length + _half - 1;
        var even = scratch[..length];
        var odd = scratch.Slice(length, length);
        SplitExtended(signal, _isCircular ? 1 - _half : 2 - 2 * _half, even, odd);
        PolyphaseKernel<T>.Run(_analysis, even, odd, approximation, detail);
    }

    /// <summary>One level back.</summary>
    public void Reconstruct(ReadOnlySpan<T> approximation, ReadOnlySpan<T> detail, Span<T> signal, Span<T> scratch)
    {
        // Circular with an even half: the first sample lies at an odd place of the kernel's output.
        var isShifted = _isCircular && _half % 2 == 0;
        var count = (signal.Length + 1) / 2 + (isShifted ? 1 : 0);
        var even = scratch[..count];
        var odd = scratch.Slice(count, count);
        if (_isCircular)
        {
            var length = count + _half - 1;
            var approximations = scratch.Slice(2 * count, length);
            var details = scratch.Slice(2 * count + length, length);
            var start = (_half - 1) / 2 - (_half - 1);
            RepeatCircle(approximation, start, approximations);
            RepeatCircle(detail, start, details);
            approximation = approximations;
            detail = details;
        }
        PolyphaseKernel<T>.Run(_synthesis, approximation, detail, even, odd);
        if (isShifted) { Phases<T>.Merge(odd, even[1..], signal); }
        else { Phases<T>.Merge(even, odd, signal); }
    }

    /// <summary>even[i] = x(start + 2i), odd[i] = x(start + 2i + 1), x continued beyond its ends.</summary>
    private void SplitExtended(ReadOnlySpan<T> x, int start, Span<T> even, Span<T> odd)
    {
        var from = Math.Min((1 - start) / 2, even.Length);
        var first = start + 2 * from;
        var inside = Math.Clamp((x.Length - first) / 2, 0, even.Length - from);
        SplitEdge(x, start, even, odd, 0, from);
        if (inside > 0) { Phases<T>.Split(x[first..], even.Slice(from, inside), odd.Slice(from, inside)); }
        SplitEdge(x, start, even, odd, from + inside, even.Length);
    }

    private void SplitEdge(ReadOnlySpan<T> x, int start, Span<T> even, Span<T> odd, int from, int to)
    {
        for (var i = from; i < to; i++) { (even[i], odd[i]) = (x[Source(start + 2 * i, x.Length)], x[Source(start + 2 * i + 1, x.Length)]); }
    }

    /// <summary>The sample that stands at a place beyond the ends.</summary>
    private int Source(int place, int length)
    {
        var period = _isCircular ? length + length % 2 : 2 * length;
        var within = place % period;
        if (within < 0) { within += period; }
        if (within < length) { return within; }
        return _isCircular ? length - 1 : period - 1 - within;
    }

    private static void RepeatCircle(ReadOnlySpan<T> circle, int start, Span<T> target)
    {
        var from = start % circle.Length;
        if (from < 0) { from += circle.Length; }
        while (target.Length > 0)
        {
            var count = Math.Min(target.Length, circle.Length - from);
            circle.Slice(from, count).CopyTo(target);
            target = target[count..];
            from = 0;
        }
    }
}
