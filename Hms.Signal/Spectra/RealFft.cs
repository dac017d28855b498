using System.Buffers;
using System.Numerics;

namespace Hms.Signal.Spectra;

/// <summary>Prepared Fourier transforms of real signals, forward and inverse, of any length: tables are made once, application allocates nothing.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <remarks>
/// Equal to numpy.fft.rfft and irfft; checked in RealFftTests. Lengths whose prime factors are small (powers of two best) are fast, any other (primes too)
/// works by Bluestein's algorithm. As many signals as a SIMD vector has lanes are transformed at once, so give many signals in one call where there are many;
/// a signal's result depends neither on its neighbours nor on the vector width. NaN: every value of that signal's result is NaN. Immutable and thread-safe.
/// </remarks>
public sealed class RealFft<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly LaneRealFft<T> _fft;

    /// <summary>Prepares transforms of one length.</summary>
    /// <param name="length">Samples of a signal, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is below 1.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public RealFft(int length)
    {
        if (length < 1) { throw new ArgumentOutOfRangeException(nameof(length), length, $"Transform length {length} must be at least 1 sample."); }
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double)) { throw new NotSupportedException($"Transforms of {typeof(T).Name} are not supported; use float or double."); }
        _fft = new LaneRealFft<T>(length);
    }

    /// <summary>Samples of a signal.</summary>
    public int Length => _fft.Length;

    /// <summary>Bins of a one-sided spectrum: Length / 2 + 1.</summary>
    public int BinCount => _fft.BinCount;

    /// <summary>From signals to one-sided spectra, unscaled: X[k] = sum over n of x[n] exp(-2 pi i k n / Length).</summary>
    /// <param name="signals">Shape [count, <see cref="Length"/>]; count is 1 or more.</param>
    /// <param name="re">Receives the real parts, [count, <see cref="BinCount"/>].</param>
    /// <param name="im">Receives the imaginary parts, [count, <see cref="BinCount"/>].</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names both.</exception>
    public void Forward(ReadOnlySpan<T> signals, Span<T> re, Span<T> im)
    {
        var count = RequireFitting(signals, re, im);
        var vectors = 2 * _fft.PackedLength + 2 * BinCount + _fft.ScratchVectors;
        var rented = LaneFrames<T>.Rent(vectors);
        var memory = LaneFrames<T>.Vectors(rented, vectors);
        var packedRe = Take(ref memory, _fft.PackedLength);
        var packedIm = Take(ref memory, _fft.PackedLength);
        var binsRe = Take(ref memory, BinCount);
        var binsIm = Take(ref memory, BinCount);
        for (var first = 0; first < count; first += Vector<T>.Count)
        {
            var lanes = Math.Min(Vector<T>.Count, count - first);
            packedRe.Clear();
            packedIm.Clear();
            for (var lane = 0; lane < lanes; lane++) { Pack(signals.Slice((first + lane) * Length, Length), lane, packedRe, packedIm); }
            _fft.Transform(packedRe, packedIm, memory);
            _fft.Spectrum(packedRe, packedIm, 0, binsRe, binsIm);
            for (var lane = 0; lane < lanes; lane++)
            {
                ReadLane(binsRe, lane, re.Slice((first + lane) * BinCount, BinCount));
                ReadLane(binsIm, lane, im.Slice((first + lane) * BinCount, BinCount));
            }
        }
        ArrayPool<T>.Shared.Return(rented);
    }

    /// <summary>From one-sided spectra back to signals, divided by the length, so that it undoes <see cref="Forward"/>.</summary>
    /// <param name="re">Real parts, [count, <see cref="BinCount"/>].</param>
    /// <param name="im">Imaginary parts, [count, <see cref="BinCount"/>]; those of bin 0 and of half the sample rate are ignored, as a real signal has none.</param>
    /// <param name="signals">Receives [count, <see cref="Length"/>].</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names both.</exception>
    public void Inverse(ReadOnlySpan<T> re, ReadOnlySpan<T> im, Span<T> signals)
    {
        var count = RequireFitting(signals, re, im);
        var vectors = 2 * _fft.PackedLength + 2 * BinCount + _fft.ScratchVectors;
        var rented = LaneFrames<T>.Rent(vectors);
        var memory = LaneFrames<T>.Vectors(rented, vectors);
        var packedRe = Take(ref memory, _fft.PackedLength);
        var packedIm = Take(ref memory, _fft.PackedLength);
        var binsRe = Take(ref memory, BinCount);
        var binsIm = Take(ref memory, BinCount);
        for (var first = 0; first < count; first += Vector<T>.Count)
        {
            var lanes = Math.Min(Vector<T>.Count, count - first);
            binsRe.Clear();
            binsIm.Clear();
            for (var lane = 0; lane < lanes; lane++)
            {
                WriteLane(re.Slice((first + lane) * BinCount, BinCount), lane, binsRe);
                WriteLane(im.Slice((first + lane) * BinCount, BinCount), lane, binsIm);
            }
            _fft.Inverse(binsRe, binsIm, packedRe, packedIm, memory);
            for (var lane = 0; lane < lanes; lane++) { Unpack(packedRe, packedIm, lane, signals.Slice((first + lane) * Length, Length)); }
        }
        ArrayPool<T>.Shared.Return(rented);
    }

    private static Span<Vector<T>> Take(ref Span<Vector<T>> memory, int count)
    {
        var taken = memory[..count];
        memory = memory[count..];
        return taken;
    }

    private void Pack(ReadOnlySpan<T> signal, int lane, Span<Vector<T>> re, Span<Vector<T>> im)
    {
        if (!_fft.IsEven)
        {
            WriteLane(signal, lane, re);
            return;
        }
        var even = LaneFrames<T>.Values(re);
        var odd = LaneFrames<T>.Values(im);
        for (int n = 0, at = lane; n < signal.Length; n += 2, at += Vector<T>.Count) { (even[at], odd[at]) = (signal[n], signal[n + 1]); }
    }

    private void Unpack(Span<Vector<T>> re, Span<Vector<T>> im, int lane, Span<T> signal)
    {
        if (!_fft.IsEven)
        {
            ReadLane(re, lane, signal);
            return;
        }
        var even = LaneFrames<T>.Values(re);
        var odd = LaneFrames<T>.Values(im);
        for (int n = 0, at = lane; n < signal.Length; n += 2, at += Vector<T>.Count) { (signal[n], signal[n + 1]) = (even[at], odd[at]); }
    }

    private static void ReadLane(Span<Vector<T>> vectors, int lane, Span<T> target)
    {
        var values = LaneFrames<T>.Values(vectors);
        for (int n = 0, at = lane; n < target.Length; n++, at += Vector<T>.Count) { target[n] = values[at]; }
    }

    private static void WriteLane(ReadOnlySpan<T> source, int lane, Span<Vector<T>> vectors)
    {
        var values = LaneFrames<T>.Values(vectors);
        for (int n = 0, at = lane; n < source.Length; n++, at += Vector<T>.Count) { values[at] = source[n]; }
    }

    private int RequireFitting(ReadOnlySpan<T> signals, ReadOnlySpan<T> re, ReadOnlySpan<T> im)
    {
        var count = signals.Length / Length;
        if (count < 1 || signals.Length != count * Length)
        {
            throw new ArgumentException($"The signals have {signals.Length} samples; whole signals of {Length} are needed.", nameof(signals));
        }
        if (re.Length != count * BinCount || im.Length != count * BinCount)
        {
            throw new ArgumentException($"The spectra have {re.Length} real and {im.Length} imaginary parts; {count} of {BinCount} bins need {count * BinCount} of each.", nameof(re));
        }
        return count;
    }
}
