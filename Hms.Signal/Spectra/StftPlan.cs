using System.Buffers;
using System.Numerics;

namespace Hms.Signal.Spectra;

/// <summary>A prepared short-time Fourier transform: tables are made once, application allocates nothing.</summary>
/// <remarks>
/// Equal to scipy.signal.spectrogram (modes psd, magnitude, complex) and, with <see cref="StftPadding.Centred"/>, to scipy.signal.stft, in float (1e-5 of the
/// peak) and in double (1e-10); checked in StftGoldenTests and StftInverseTests. Several windows are transformed at once, one in each lane of a vector; every
/// lane does the same scalar arithmetic, so results do not depend on the vector width. NaN: every window that holds one is NaN at all frequencies.
/// Immutable and thread-safe.
/// </remarks>
public sealed class StftPlan
{
    // A frequency that is meant to be a bin's must not miss it by rounding.
    private const double BinTolerance = 1e-9;

    // Where the squared windows sum to less than this part of their greatest square, a sample cannot be recovered (SciPy's bound).
    private const double SmallestWeight = 1e-10;

    private readonly StftKernel<float> _single;
    private readonly Lazy<StftKernel<double>> _double;
    private readonly bool _hasAllBins;

    /// <summary>Prepares the transform.</summary>
    /// <param name="options">How to compute.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message lists all errors.</exception>
    public StftPlan(StftOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(" ", errors), nameof(options)); }
        Options = options;
        var (first, last) = BinRange(options);
        BinCount = last - first + 1;
        _hasAllBins = BinCount == options.EffectiveFftLength / 2 + 1;
        _single = new StftKernel<float>(options, first, last);
        _double = new Lazy<StftKernel<double>>(() => new StftKernel<double>(options, first, last));
        FrequenciesHz = [.. Enumerable.Range(first, BinCount).Select(bin => bin * options.SampleRateHz / options.EffectiveFftLength)];
    }

    /// <summary>How it computes.</summary>
    public StftOptions Options { get; }

    /// <summary>Frequencies of a spectrum that are kept.</summary>
    public int BinCount { get; }

    /// <summary>Centre frequencies of the kept bins, in Hz, rising.</summary>
    public IReadOnlyList<double> FrequenciesHz { get; }

    private int Margin => Options.Padding == StftPadding.Centred ? Options.WindowSamples / 2 : 0;

    /// <summary>Number of windows of a signal. Without padding a remainder at the end is left out, as scipy.signal.spectrogram does; centred, every sample is covered.</summary>
    /// <param name="samples">Samples of the signal.</param>
    public int FrameCount(int samples)
    {
        var beyond = samples + 2 * Margin - Options.WindowSamples;
        if (beyond < 0) { return 0; }
        return 1 + (Options.Padding == StftPadding.Centred ? (beyond + Options.HopSamples - 1) / Options.HopSamples : beyond / Options.HopSamples);
    }

    /// <summary>Time of a window's centre from the signal's start, in s.</summary>
    /// <param name="frame">Index of the window.</param>
    public double FrameTimeSeconds(int frame) => ((double)frame * Options.HopSamples + Options.WindowSamples / 2.0 - Margin) / Options.SampleRateHz;

    /// <summary>Power spectrogram of one channel, one-sided: every frequency but 0 and half the sample rate counts twice.</summary>
    /// <param name="signal">Samples in any unit (EEG: uV), shape [T]; without padding T >= WindowSamples.</param>
    /// <param name="power">Receives [F, N] row-major, unit^2/Hz (density) or unit^2 (spectrum): F = <see cref="BinCount"/>, N = <see cref="FrameCount"/>(T).</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names both.</exception>
    public void ComputePower(ReadOnlySpan<float> signal, Span<float> power) => Compute(_single, Output.Power, signal, power, []);

    /// <inheritdoc cref="ComputePower(ReadOnlySpan{float}, Span{float})" />
    public void ComputePower(ReadOnlySpan<double> signal, Span<double> power) => Compute(_double.Value, Output.Power, signal, power, []);

    /// <summary>Magnitude spectrogram of one channel: the absolute value of <see cref="ComputeComplex(ReadOnlySpan{float}, Span{float}, Span{float})"/>, not doubled.</summary>
    /// <param name="signal">Samples in any unit, shape [T].</param>
    /// <param name="magnitude">Receives [F, N] row-major, unit/sqrt(Hz) (density) or unit (spectrum).</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names both.</exception>
    public void ComputeMagnitude(ReadOnlySpan<float> signal, Span<float> magnitude) => Compute(_single, Output.Magnitude, signal, magnitude, []);

    /// <inheritdoc cref="ComputeMagnitude(ReadOnlySpan{float}, Span{float})" />
    public void ComputeMagnitude(ReadOnlySpan<double> signal, Span<double> magnitude) => Compute(_double.Value, Output.Magnitude, signal, magnitude, []);

    /// <summary>Complex spectrogram of one channel, scaled by the square root of the power's scale, not doubled; the phase counts from each window's first sample.</summary>
    /// <param name="signal">Samples in any unit, shape [T].</param>
    /// <param name="re">Receives the real parts, [F, N] row-major.</param>
    /// <param name="im">Receives the imaginary parts, [F, N] row-major.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names both.</exception>
    public void ComputeComplex(ReadOnlySpan<float> signal, Span<float> re, Span<float> im) => Compute(_single, Output.Complex, signal, re, im);

    /// <inheritdoc cref="ComputeComplex(ReadOnlySpan{float}, Span{float}, Span{float})" />
    public void ComputeComplex(ReadOnlySpan<double> signal, Span<double> re, Span<double> im) => Compute(_double.Value, Output.Complex, signal, re, im);

    /// <summary>From a complex spectrogram back to the signal, by weighted overlap-add (least squares, Griffin and Lim 1984): undoes ComputeComplex.</summary>
    /// <param name="re">Real parts, [F, N] row-major.</param>
    /// <param name="im">Imaginary parts, [F, N] row-major.</param>
    /// <param name="signal">Receives [T]; <see cref="FrameCount"/>(T) = N.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names both.</exception>
    /// <exception cref="InvalidOperationException">These options lose part of the signal (detrending, a band, no padding, gaps between windows); the message says which.</exception>
    public void Invert(ReadOnlySpan<float> re, ReadOnlySpan<float> im, Span<float> signal) => Invert(_single, re, im, signal);

    /// <inheritdoc cref="Invert(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float})" />
    public void Invert(ReadOnlySpan<double> re, ReadOnlySpan<double> im, Span<double> signal) => Invert(_double.Value, re, im, signal);

    /// <summary>First and last bin that the options keep; the last is below the first where there is none.</summary>
    internal static (int First, int Last) BinRange(StftOptions options)
    {
        var length = options.EffectiveFftLength;
        var first = Math.Ceiling(options.LowHz * length / options.SampleRateHz - BinTolerance);
        var last = options.HighHz is { } high ? Math.Floor(high * length / options.SampleRateHz + BinTolerance) : length / 2;
        return ((int)Math.Min(first, int.MaxValue), (int)Math.Min(last, length / 2));
    }

    private void Compute<T>(StftKernel<T> kernel, Output output, ReadOnlySpan<T> signal, Span<T> first, Span<T> second)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var frameCount = RequireFrames(signal.Length);
        RequireFitting(first.Length, frameCount, nameof(first));
        if (output == Output.Complex) { RequireFitting(second.Length, frameCount, nameof(second)); }
        T[]? rented = null;
        if (Options.Padding == StftPadding.Centred)
        {
            var length = PaddedLength(frameCount);
            rented = ArrayPool<T>.Shared.Rent(length);
            var padded = rented.AsSpan(0, length);
            padded.Clear();
            signal.CopyTo(padded[Margin..]);
            signal = padded;
        }
        switch (output)
        {
            case Output.Power: kernel.Power(signal, frameCount, first); break;
            case Output.Magnitude: kernel.Magnitude(signal, frameCount, first); break;
            default: kernel.Complex(signal, frameCount, first, second); break;
        }
        if (rented is not null) { ArrayPool<T>.Shared.Return(rented); }
    }

    private void Invert<T>(StftKernel<T> kernel, ReadOnlySpan<T> re, ReadOnlySpan<T> im, Span<T> signal)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireInvertible();
        var frameCount = RequireFrames(signal.Length);
        RequireFitting(re.Length, frameCount, nameof(re));
        RequireFitting(im.Length, frameCount, nameof(im));
        var length = PaddedLength(frameCount);
        var rented = ArrayPool<T>.Shared.Rent(2 * length);
        var sums = rented.AsSpan(0, length);
        var weights = rented.AsSpan(length, length);
        rented.AsSpan(0, 2 * length).Clear();
        kernel.OverlapAdd(re, im, frameCount, sums, weights);
        var smallest = T.CreateTruncating(SmallestWeight);
        var isCovered = true;
        for (var n = 0; n < signal.Length; n++)
        {
            isCovered &= weights[Margin + n] > smallest;
            signal[n] = sums[Margin + n] / weights[Margin + n];
        }
        ArrayPool<T>.Shared.Return(rented);
        if (!isCovered)
        {
            throw new InvalidOperationException(
                $"Windows of {Options.WindowSamples} samples, {Options.HopSamples} apart, leave samples without weight, which cannot be recovered; use a smaller HopSamples.");
        }
    }

    private void RequireInvertible()
    {
        if (Options.Padding != StftPadding.Centred) { throw new InvalidOperationException("Without padding the signal's ends cannot be recovered; use Padding Centred."); }
        if (Options.Detrend != Detrending.None) { throw new InvalidOperationException($"Detrend {Options.Detrend} loses each window's trend; use Detrend None."); }
        if (!_hasAllBins) { throw new InvalidOperationException("LowHz or HighHz leaves out frequencies, so the signal cannot be recovered; keep all of them."); }
    }

    private int PaddedLength(int frameCount) => (frameCount - 1) * Options.HopSamples + Options.WindowSamples;

    private int RequireFrames(int samples)
    {
        var frameCount = samples < 1 ? 0 : FrameCount(samples);
        return frameCount > 0
            ? frameCount
            : throw new ArgumentException($"The signal has {samples} samples; one window needs {Options.WindowSamples - 2 * Margin}.", nameof(samples));
    }

    private void RequireFitting(int values, int frameCount, string name)
    {
        if (values != BinCount * frameCount)
        {
            throw new ArgumentException($"The output has {values} values; {BinCount} bins of {frameCount} windows need {BinCount * frameCount}.", name);
        }
    }

    private enum Output
    {
        Power,
        Magnitude,
        Complex,
    }
}
