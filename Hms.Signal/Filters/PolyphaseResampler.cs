using System.Buffers;
using System.Numerics;

namespace Hms.Signal.Filters;

/// <summary>Changes the sample rate by a ratio of whole numbers, as scipy.signal.resample_poly with its defaults (Kaiser window 5.0, zeros beyond both ends).</summary>
/// <remarks>
/// Raised by inserting zeros, low-pass filtered at the lower of the two Nyquist frequencies by 20 max(up, down) + 1 taps without delay, and thinned out; only the sums that are kept
/// are computed. Immutable and thread-safe. NaN and infinities spoil the outputs that they are a part of: those within 10 max(1, down / up) input samples.
/// Beyond its ends a signal is taken as 0, so one with an offset bends towards 0 there: filter or remove the mean before.
/// </remarks>
public sealed class PolyphaseResampler
{
    /// <summary>Largest of the two factors, after what they share is divided out.</summary>
    public const int MaximumFactor = 20_000;

    private const int HalfLengthPerFactor = 10;
    private const double KaiserBeta = 5;
    private const int Lanes = 4;

    private readonly int _halfLength;
    private readonly int _phaseTaps;
    private readonly double[] _phases;

    /// <summary>Makes a resampler.</summary>
    /// <param name="up">Factor by which the rate is raised, at least 1.</param>
    /// <param name="down">Factor by which it is then divided, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor is outside its range; the message names the range.</exception>
    public PolyphaseResampler(int up, int down)
    {
        if (up < 1) { throw new ArgumentOutOfRangeException(nameof(up), up, $"Factor up {up} must be at least 1."); }
        if (down < 1) { throw new ArgumentOutOfRangeException(nameof(down), down, $"Factor down {down} must be at least 1."); }
        var shared = (int)BigInteger.GreatestCommonDivisor(up, down);
        (Up, Down) = (up / shared, down / shared);
        var factor = Math.Max(Up, Down);
        if (factor > MaximumFactor)
        {
            throw new ArgumentOutOfRangeException(nameof(up), $"The ratio {up}:{down} is {Up}:{Down}; neither may exceed {MaximumFactor}.");
        }
        _halfLength = HalfLengthPerFactor * factor;
        // Tap p + j up of phase p weighs the input j samples before the newest one; stored backwards, so that it lies beside the input in the order of time.
        var taps = (2 * _halfLength + Up) / Up;
        _phaseTaps = (taps + Lanes - 1) / Lanes * Lanes;
        _phases = new double[(long)Up * _phaseTaps];
        if (IsIdentity) { return; }
        var h = FirDesign.Coefficients(2 * _halfLength + 1, FirWindow.Kaiser(KaiserBeta), scaleAt: 0, (0, 1.0 / factor));
        for (var i = 0; i < h.Length; i++) { _phases[i % Up * _phaseTaps + _phaseTaps - 1 - i / Up] = h[i] * Up; }
    }

    /// <summary>Factor by which the rate is raised, without what it shares with <see cref="Down"/>.</summary>
    public int Up { get; }

    /// <summary>Factor by which the rate is divided, without what it shares with <see cref="Up"/>.</summary>
    public int Down { get; }

    private bool IsIdentity => Up == Down;

    /// <summary>The resampler between two sample rates.</summary>
    /// <param name="fromHz">Sample rate of the input in Hz, above 0.</param>
    /// <param name="toHz">Sample rate of the output in Hz, above 0.</param>
    /// <exception cref="ArgumentException">A rate is not above 0, or not a whole number of millihertz, or their ratio has a factor above <see cref="MaximumFactor"/>.</exception>
    public static PolyphaseResampler ForRates(double fromHz, double toHz)
    {
        var (from, to) = (Millihertz(fromHz, nameof(fromHz)), Millihertz(toHz, nameof(toHz)));
        var shared = (long)BigInteger.GreatestCommonDivisor(from, to);
        var (up, down) = (to / shared, from / shared);
        return Math.Max(up, down) <= MaximumFactor
            ? new PolyphaseResampler((int)up, (int)down)
            : throw new ArgumentException(FormattableString.Invariant($"The ratio of {toHz} Hz to {fromHz} Hz is {up}:{down}; neither may exceed {MaximumFactor}."), nameof(toHz));
    }

    /// <summary>Samples of the output: the number of input samples times up / down, rounded up.</summary>
    /// <param name="inputSamples">Samples of the input, at least 0.</param>
    public int OutputLength(int inputSamples)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputSamples);
        return checked((int)(((long)inputSamples * Up + Down - 1) / Down));
    }

    /// <summary>Resamples one channel.</summary>
    /// <param name="input">Samples, any unit, any length.</param>
    /// <param name="output">Receives <see cref="OutputLength"/> samples, same unit; apart from the input.</param>
    /// <exception cref="ArgumentException">The output has another length, or overlaps the input.</exception>
    public void Resample(ReadOnlySpan<float> input, Span<float> output) => Run(input, output);

    /// <inheritdoc cref="Resample(ReadOnlySpan{float}, Span{float})" />
    public void Resample(ReadOnlySpan<double> input, Span<double> output) => Run(input, output);

    private void Run<T>(ReadOnlySpan<T> input, Span<T> output)
        where T : struct, IFloatingPointIeee754<T>
    {
        var expected = OutputLength(input.Length);
        if (output.Length != expected)
        {
            throw new ArgumentException($"{input.Length} samples become {expected} ({Up}:{Down}); the output has {output.Length}.", nameof(output));
        }
        if (output.Overlaps(input)) { throw new ArgumentException("The output overlaps the input; resample into another span.", nameof(output)); }
        if (IsIdentity)
        {
            input.CopyTo(output);
            return;
        }
        // The newest input that an output needs may lie beyond the end: zeros there, and as many before the start as a phase has taps.
        var behind = _halfLength / Up + 1;
        var length = _phaseTaps + input.Length + behind;
        var rented = ArrayPool<double>.Shared.Rent(length);
        var work = rented.AsSpan(0, length);
        work[.._phaseTaps].Clear();
        for (var i = 0; i < input.Length; i++) { work[_phaseTaps + i] = double.CreateTruncating(input[i]); }
        work[(_phaseTaps + input.Length)..].Clear();
        for (var m = 0; m < output.Length; m++)
        {
            var position = (long)m * Down + _halfLength;
            var (newest, phase) = ((int)(position / Up), (int)(position % Up));
            output[m] = T.CreateTruncating(FirKernel.Dot(_phases.AsSpan(phase * _phaseTaps, _phaseTaps), work.Slice(newest + 1, _phaseTaps)));
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    private static long Millihertz(double rateHz, string name)
    {
        var scaled = rateHz * 1000;
        if (!(rateHz > 0) || scaled > 1e12) { throw new ArgumentOutOfRangeException(name, rateHz, FormattableString.Invariant($"Sample rate {rateHz} Hz must be above 0 and at most 1e9.")); }
        var whole = (long)Math.Round(scaled);
        // A rate that was stored as float is a little off its decimal value.
        return whole > 0 && Math.Abs(scaled - whole) <= 1e-7 * scaled
            ? whole
            : throw new ArgumentException(FormattableString.Invariant($"Sample rate {rateHz} Hz must be a whole number of millihertz; round it."), name);
    }
}
