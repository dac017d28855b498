using System.Buffers;
using System.Numerics;

namespace Hms.Signal.Filters;

/// <summary>A filter of finite impulse response: y[n] = h[0] x[n] + h[1] x[n-1] + ... + h[taps-1] x[n-taps+1].</summary>
/// <remarks>
/// Immutable and thread-safe; made by <see cref="FirDesign"/> or of any coefficients. Samples are float or double, sums always double, in the order of the taps and by fused
/// multiply-add, so a result is the same bit for bit on every processor. NaN and infinities spoil the outputs that they are a part of, at most as many as there are taps.
/// </remarks>
public sealed class FirFilter
{
    // Relative to the largest coefficient: the two halves of a computed impulse response differ by rounding.
    private const double SymmetryTolerance = 1e-12;

    private readonly double[] _coefficients;

    /// <summary>Makes a filter of given coefficients.</summary>
    /// <param name="coefficients">Impulse response, at least one value, all finite.</param>
    /// <exception cref="ArgumentException">There is no coefficient, or one is not finite.</exception>
    public FirFilter(params ReadOnlySpan<double> coefficients)
    {
        if (coefficients.IsEmpty) { throw new ArgumentException("A filter needs at least one coefficient.", nameof(coefficients)); }
        for (var i = 0; i < coefficients.Length; i++)
        {
            if (!double.IsFinite(coefficients[i])) { throw new ArgumentException(FormattableString.Invariant($"Coefficient {i} is {coefficients[i]}; all must be finite."), nameof(coefficients)); }
        }
        _coefficients = coefficients.ToArray();
        var tolerance = SymmetryTolerance * _coefficients.Max(Math.Abs);
        IsSymmetric = Enumerable.Range(0, TapCount / 2).All(i => Math.Abs(_coefficients[i] - _coefficients[TapCount - 1 - i]) <= tolerance);
    }

    /// <summary>Number of coefficients.</summary>
    public int TapCount => _coefficients.Length;

    /// <summary>The impulse response.</summary>
    public ReadOnlySpan<double> Coefficients => _coefficients;

    /// <summary>Whether the impulse response is its own mirror image: linear phase, every frequency delayed by (taps - 1) / 2 samples.</summary>
    public bool IsSymmetric { get; }

    /// <summary>Samples by which a signal is continued at both ends for zero phase: (taps - 1) / 2; a signal must be longer.</summary>
    public int PaddingSamples => (TapCount - 1) / 2;

    /// <summary>Complex gain at one frequency.</summary>
    /// <param name="frequencyHz">Frequency in Hz.</param>
    /// <param name="sampleRateHz">Sample rate in Hz.</param>
    public Complex Response(double frequencyHz, double sampleRateHz)
    {
        var gain = Complex.Zero;
        for (var i = 0; i < TapCount; i++) { gain += Complex.FromPolarCoordinates(_coefficients[i], -2 * Math.PI * frequencyHz / sampleRateHz * i); }
        return gain;
    }

    /// <summary>Filters causally from rest (all earlier samples taken as 0), as scipy.signal.lfilter(h, 1, x).</summary>
    /// <param name="input">Samples, any unit, any length.</param>
    /// <param name="output">Receives as many samples, same unit; may be the input itself.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap without being the same.</exception>
    public void Filter(ReadOnlySpan<float> input, Span<float> output) => Causal(input, output);

    /// <inheritdoc cref="Filter(ReadOnlySpan{float}, Span{float})" />
    public void Filter(ReadOnlySpan<double> input, Span<double> output) => Causal(input, output);

    /// <summary>
    /// Filters once and takes the delay of (taps - 1) / 2 samples away: zero phase, the gain of <see cref="Response"/> (not squared).
    /// Both ends are continued by <see cref="PaddingSamples"/> samples of the signal's point reflection about its end sample, as scipy.signal.filtfilt's padtype "odd".
    /// </summary>
    /// <param name="input">Samples, any unit, more than <see cref="PaddingSamples"/>.</param>
    /// <param name="output">Receives as many samples, same unit; may be the input itself.</param>
    /// <exception cref="ArgumentException">The signal is too short, the lengths differ, or the spans overlap without being the same.</exception>
    /// <exception cref="InvalidOperationException">The impulse response is not symmetric or has an even number of taps: its delay is no whole number of samples.</exception>
    public void FilterZeroPhase(ReadOnlySpan<float> input, Span<float> output) => ZeroPhase(input, output);

    /// <inheritdoc cref="FilterZeroPhase(ReadOnlySpan{float}, Span{float})" />
    public void FilterZeroPhase(ReadOnlySpan<double> input, Span<double> output) => ZeroPhase(input, output);

    private void Causal<T>(ReadOnlySpan<T> input, Span<T> output)
        where T : struct, IFloatingPointIeee754<T>
    {
        SignalSpans.RequireMatching(input, 1, output);
        var earlier = TapCount - 1;
        var rented = ArrayPool<double>.Shared.Rent(earlier + 2 * input.Length);
        var work = rented.AsSpan(0, earlier + input.Length);
        work[..earlier].Clear();
        Widen(input, work[earlier..]);
        Finish(work, rented.AsSpan(work.Length, input.Length), output);
        ArrayPool<double>.Shared.Return(rented);
    }

    private void ZeroPhase<T>(ReadOnlySpan<T> input, Span<T> output)
        where T : struct, IFloatingPointIeee754<T>
    {
        if (!IsSymmetric || TapCount % 2 == 0)
        {
            throw new InvalidOperationException($"Zero phase needs a symmetric impulse response with an odd number of taps; this one has {TapCount} taps{(IsSymmetric ? "" : " and is not symmetric")}.");
        }
        SignalSpans.RequireMatching(input, 1, output);
        var padding = PaddingSamples;
        if (input.Length <= padding)
        {
            throw new ArgumentException($"The signal has {input.Length} samples; this zero-phase filter of {TapCount} taps needs more than {padding}.", nameof(input));
        }
        var rented = ArrayPool<double>.Shared.Rent(2 * padding + 2 * input.Length);
        var work = rented.AsSpan(0, 2 * padding + input.Length);
        var signal = work.Slice(padding, input.Length);
        Widen(input, signal);
        for (var i = 1; i <= padding; i++)
        {
            work[padding - i] = 2 * signal[0] - signal[i];
            work[padding + signal.Length - 1 + i] = 2 * signal[^1] - signal[^(1 + i)];
        }
        Finish(work, rented.AsSpan(work.Length, input.Length), output);
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Convolves, leaving out where the impulse response would reach beyond the signal.</summary>
    private void Finish<T>(ReadOnlySpan<double> signal, Span<double> sums, Span<T> output)
        where T : struct, IFloatingPointIeee754<T>
    {
        FirKernel.Convolve(_coefficients, signal, sums);
        for (var i = 0; i < output.Length; i++) { output[i] = T.CreateTruncating(sums[i]); }
    }

    private static void Widen<T>(ReadOnlySpan<T> input, Span<double> wide)
        where T : struct, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < input.Length; i++) { wide[i] = double.CreateTruncating(input[i]); }
    }
}
