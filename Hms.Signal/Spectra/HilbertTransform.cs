using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Hms.Signal.Spectra;

/// <summary>The Hilbert transform of signals of one length: the imaginary part of the analytic signal x + i H(x), whose angle is the phase and whose size the envelope.</summary>
/// <remarks>
/// Equal to the imaginary part of scipy.signal.hilbert (Marple 1999), the signal taken as periodic; checked in HilbertGoldenTests. Computed in double, one signal in
/// each lane of a vector; results do not depend on the vector width. NaN: a signal that holds one gives NaN only. Immutable and thread-safe; application allocates nothing.
/// </remarks>
public sealed class HilbertTransform
{
    private readonly ILaneFft<double> _fft;

    /// <summary>Prepares the transform.</summary>
    /// <param name="length">Samples of a signal, at least 1; lengths without a prime factor above 31 are fast.</param>
    public HilbertTransform(int length)
    {
        if (length < 1) { throw new ArgumentOutOfRangeException(nameof(length), length, $"Length {length} must be at least 1 sample."); }
        Length = length;
        _fft = LaneFft<double>.Supports(length) ? new LaneFft<double>(length) : new LaneBluesteinFft<double>(length);
    }

    /// <summary>Samples of a signal.</summary>
    public int Length { get; }

    /// <summary>Computes the Hilbert transform of each signal.</summary>
    /// <param name="signals">Shape [any number, <see cref="Length"/>], signal after signal.</param>
    /// <param name="quadrature">Receives the same shape, in the unit of the input.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names both.</exception>
    public void ComputeQuadrature(ReadOnlySpan<float> signals, Span<double> quadrature) => Compute(signals, quadrature);

    /// <inheritdoc cref="ComputeQuadrature(ReadOnlySpan{float}, Span{double})" />
    public void ComputeQuadrature(ReadOnlySpan<double> signals, Span<double> quadrature) => Compute(signals, quadrature);

    private void Compute<T>(ReadOnlySpan<T> signals, Span<double> quadrature) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (signals.Length % Length != 0) { throw new ArgumentException($"The input has {signals.Length} values; whole signals of {Length} samples are needed.", nameof(signals)); }
        if (quadrature.Length != signals.Length) { throw new ArgumentException($"The output has {quadrature.Length} values, the input {signals.Length}; both must be equal.", nameof(quadrature)); }
        var vectors = 2 * Length + _fft.ScratchVectors;
        var rented = LaneFrames<double>.Rent(vectors);
        var memory = LaneFrames<double>.Vectors(rented, vectors);
        var re = memory[..Length];
        var im = memory.Slice(Length, Length);
        var scratch = memory[(2 * Length)..];
        var reValues = MemoryMarshal.Cast<Vector<double>, double>(re);
        var imValues = MemoryMarshal.Cast<Vector<double>, double>(im);
        var lanes = Vector<double>.Count;
        for (var start = 0; start < signals.Length; start += lanes * Length)
        {
            var count = Math.Min(lanes, (signals.Length - start) / Length);
            re.Clear();
            im.Clear();
            for (var lane = 0; lane < count; lane++)
            {
                var signal = signals.Slice(start + lane * Length, Length);
                for (var n = 0; n < Length; n++) { reValues[n * lanes + lane] = double.CreateTruncating(signal[n]); }
            }
            _fft.Transform(re, im, scratch);
            KeepPositive(re, im);
            // With real and imaginary parts exchanged, the forward transform is the inverse one.
            _fft.Transform(im, re, scratch);
            for (var lane = 0; lane < count; lane++)
            {
                var target = quadrature.Slice(start + lane * Length, Length);
                for (var n = 0; n < Length; n++) { target[n] = imValues[n * lanes + lane]; }
            }
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Doubles the positive frequencies, keeps 0 and Nyquist, removes the negative ones; all over the length, for the inverse transform.</summary>
    private void KeepPositive(Span<Vector<double>> re, Span<Vector<double>> im)
    {
        for (var k = 0; k < Length; k++)
        {
            var gain = k == 0 || 2 * k == Length ? 1.0 : 2 * k < Length ? 2.0 : 0.0;
            re[k] *= gain / Length;
            im[k] *= gain / Length;
        }
    }
}
