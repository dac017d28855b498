using System.Buffers;
using System.Numerics;

namespace Hms.Signal.Wavelets;

/// <summary>A prepared discrete wavelet transform of one length and its inverse: pywt.wavedec and waverec; with one level pywt.dwt and idwt.</summary>
/// <remarks>
/// Immutable and thread-safe; application allocates nothing. Float samples are computed in float, double ones in double. Results do not depend on the vector
/// width. NaN and infinities propagate to all coefficients whose filter reaches them, and back to all samples that those coefficients reach.
/// Coefficients lie in one buffer as <see cref="Layout"/> says.
/// </remarks>
public sealed class WaveletTransform
{
    /// <summary>Most levels that can be asked for.</summary>
    public const int MaximumLevels = 30;

    private readonly FilterBank<double> _double;
    private readonly FilterBank<float> _single;
    private readonly int _longest;

    /// <summary>Prepares the transform.</summary>
    /// <param name="wavelet">The wavelet.</param>
    /// <param name="samples">Length of the signals, any number from 1.</param>
    /// <param name="mode">How a signal goes on beyond its ends; default <see cref="WaveletMode.Periodization"/>.</param>
    /// <param name="levels">
    /// Number of levels, 0 to <see cref="MaximumLevels"/>; default <see cref="Wavelet.MaximumLevel"/>. Beyond that one every coefficient is touched by the ends.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The length or the number of levels is outside its range.</exception>
    public WaveletTransform(Wavelet wavelet, int samples, WaveletMode mode = WaveletMode.Periodization, int? levels = null)
    {
        ArgumentNullException.ThrowIfNull(wavelet);
        if (samples < 1) { throw new ArgumentOutOfRangeException(nameof(samples), $"A signal of {samples} samples cannot be decomposed; at least 1 is needed."); }
        if (levels is < 0 or > MaximumLevels) { throw new ArgumentOutOfRangeException(nameof(levels), $"Levels {levels} must lie between 0 and {MaximumLevels}."); }
        if (!Enum.IsDefined(mode)) { throw new ArgumentOutOfRangeException(nameof(mode), $"Mode {mode} is unknown."); }
        (Wavelet, Mode, Samples) = (wavelet, mode, samples);
        Layout = new WaveletLayout(wavelet, samples, mode, levels ?? wavelet.MaximumLevel(samples));
        (_double, _single) = (new FilterBank<double>(wavelet, mode), new FilterBank<float>(wavelet, mode));
        _longest = Enumerable.Range(0, Layout.Levels + 1).Max(Layout.Length);
    }

    /// <summary>The wavelet.</summary>
    public Wavelet Wavelet { get; }

    /// <summary>How a signal goes on beyond its ends.</summary>
    public WaveletMode Mode { get; }

    /// <summary>Length of the signals.</summary>
    public int Samples { get; }

    /// <summary>Where the coefficients lie.</summary>
    public WaveletLayout Layout { get; }

    /// <summary>Decomposes a signal.</summary>
    /// <param name="signal">Samples, any unit.</param>
    /// <param name="coefficients">Receives Layout.CoefficientCount values, same unit; apart from the signal.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    public void Decompose(ReadOnlySpan<double> signal, Span<double> coefficients) => Decompose(_double, signal, coefficients);

    /// <inheritdoc cref="Decompose(ReadOnlySpan{double}, Span{double})" />
    public void Decompose(ReadOnlySpan<float> signal, Span<float> coefficients) => Decompose(_single, signal, coefficients);

    /// <summary>Puts a signal together from its coefficients.</summary>
    /// <param name="coefficients">Layout.CoefficientCount values.</param>
    /// <param name="signal">Receives <see cref="Samples"/> values; apart from the coefficients.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    public void Reconstruct(ReadOnlySpan<double> coefficients, Span<double> signal) => Reconstruct(_double, coefficients, signal);

    /// <inheritdoc cref="Reconstruct(ReadOnlySpan{double}, Span{double})" />
    public void Reconstruct(ReadOnlySpan<float> coefficients, Span<float> signal) => Reconstruct(_single, coefficients, signal);

    private void Decompose<T>(FilterBank<T> bank, ReadOnlySpan<T> signal, Span<T> coefficients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireFitting(signal, coefficients);
        if (Layout.Levels == 0)
        {
            signal.CopyTo(coefficients);
            return;
        }
        var rented = ArrayPool<T>.Shared.Rent(_longest + bank.ScratchLength(_longest));
        var between = rented.AsSpan(0, _longest);
        var scratch = rented.AsSpan(_longest);
        var input = signal;
        for (var level = 1; level <= Layout.Levels; level++)
        {
            // The level's input is copied to the scratch memory first, so its output may take its place.
            var approximation = level == Layout.Levels ? coefficients[Layout.Approximation] : between[..Layout.Length(level)];
            bank.Decompose(input, approximation, coefficients[Layout.Detail(level)], scratch);
            input = approximation;
        }
        ArrayPool<T>.Shared.Return(rented);
    }

    private void Reconstruct<T>(FilterBank<T> bank, ReadOnlySpan<T> coefficients, Span<T> signal)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireFitting(signal, coefficients);
        if (Layout.Levels == 0)
        {
            coefficients.CopyTo(signal);
            return;
        }
        var rented = ArrayPool<T>.Shared.Rent(_longest + bank.ScratchLength(_longest));
        var between = rented.AsSpan(0, _longest);
        var scratch = rented.AsSpan(_longest);
        var approximation = coefficients[Layout.Approximation];
        for (var level = Layout.Levels; level >= 1; level--)
        {
            var output = level == 1 ? signal : between[..Layout.Length(level - 1)];
            bank.Reconstruct(approximation, coefficients[Layout.Detail(level)], output, scratch);
            approximation = output;
        }
        ArrayPool<T>.Shared.Return(rented);
    }

    private void RequireFitting<T>(ReadOnlySpan<T> signal, ReadOnlySpan<T> coefficients)
    {
        if (signal.Length != Samples) { throw new ArgumentException($"The signal has {signal.Length} samples; this transform was made for {Samples}."); }
        if (coefficients.Length != Layout.CoefficientCount)
        {
            throw new ArgumentException($"The buffer has {coefficients.Length} values; {Layout.Levels} levels of {Samples} samples have {Layout.CoefficientCount} coefficients.");
        }
        if (signal.Overlaps(coefficients)) { throw new ArgumentException("Signal and coefficients overlap; give each its own memory."); }
    }
}
