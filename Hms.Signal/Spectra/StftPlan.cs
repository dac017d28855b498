using System.Buffers;
using System.Numerics;

namespace Hms.Signal.Spectra;

/// <summary>A prepared short-time Fourier transform: tables are made once, application allocates nothing.</summary>
/// <remarks>
/// Equal to scipy.signal.spectrogram(mode="psd") on float samples; checked in StftGoldenTests. Several windows are transformed at once, one in each lane of a
/// vector; every lane does the same scalar arithmetic, so results do not depend on the vector width. Immutable and thread-safe.
/// </remarks>
public sealed class StftPlan
{
    // A frequency that is meant to be a bin's must not miss it by rounding.
    private const double BinTolerance = 1e-9;

    private readonly LaneRealFft<float> _fft;
    private readonly float[] _taper;
    private readonly float[] _scales;
    private readonly int _firstBin;

    /// <summary>Prepares the transform.</summary>
    /// <param name="options">How to compute.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message lists all errors.</exception>
    public StftPlan(StftOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(" ", errors), nameof(options)); }
        Options = options;
        _fft = new LaneRealFft<float>(options.EffectiveFftLength);
        var taper = TaperWindows.Create(options.Window, options.WindowSamples, options.TukeyFraction);
        _taper = [.. taper.Select(weight => (float)weight)];
        (_firstBin, var lastBin) = BinRange(options);
        _scales = [.. Enumerable.Range(_firstBin, lastBin - _firstBin + 1).Select(bin => (float)Scale(bin, taper))];
        FrequenciesHz = [.. Enumerable.Range(_firstBin, BinCount).Select(bin => bin * options.SampleRateHz / options.EffectiveFftLength)];
    }

    /// <summary>How it computes.</summary>
    public StftOptions Options { get; }

    /// <summary>Frequencies of a spectrum that are kept.</summary>
    public int BinCount => _scales.Length;

    /// <summary>Centre frequencies of the kept bins, in Hz, rising.</summary>
    public IReadOnlyList<double> FrequenciesHz { get; }

    /// <summary>Number of whole windows in a signal; a remainder at the end is left out, as SciPy does.</summary>
    /// <param name="samples">Samples of the signal.</param>
    public int FrameCount(int samples) => samples < Options.WindowSamples ? 0 : 1 + (samples - Options.WindowSamples) / Options.HopSamples;

    /// <summary>Time of a window's centre from the signal's start, in s.</summary>
    /// <param name="frame">Index of the window.</param>
    public double FrameTimeSeconds(int frame) => ((double)frame * Options.HopSamples + Options.WindowSamples / 2.0) / Options.SampleRateHz;

    /// <summary>Power spectrogram of one channel, one-sided.</summary>
    /// <param name="signal">Samples in any unit (EEG: uV), shape [T]; T >= WindowSamples.</param>
    /// <param name="power">Receives [F, N] row-major, unit^2/Hz (density) or unit^2 (spectrum): F = <see cref="BinCount"/>, N = <see cref="FrameCount"/>(T).</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names both.</exception>
    /// <remarks>NaN: every window that holds one is NaN at all frequencies.</remarks>
    public void ComputePower(ReadOnlySpan<float> signal, Span<float> power)
    {
        var frameCount = RequireFitting(signal, power);
        var window = Options.WindowSamples;
        var vectors = window + 2 * _fft.PackedLength + _fft.ScratchVectors;
        var rented = LaneFrames<float>.Rent(vectors);
        var memory = LaneFrames<float>.Vectors(rented, vectors);
        var frames = memory[..window];
        var re = memory.Slice(window, _fft.PackedLength);
        var im = memory.Slice(window + _fft.PackedLength, _fft.PackedLength);
        var scratch = memory[(window + 2 * _fft.PackedLength)..];
        for (var frame = 0; frame < frameCount; frame += Vector<float>.Count)
        {
            var count = Math.Min(Vector<float>.Count, frameCount - frame);
            LaneFrames<float>.Load(signal, frame * Options.HopSamples, Options.HopSamples, count, frames);
            LaneFrames<float>.Detrend(frames, Options.Detrend);
            LaneFrames<float>.TaperAndPack(frames, _taper, _fft, re, im);
            _fft.Transform(re, im, scratch);
            WriteBins(re, im, power, frame, count, frameCount);
        }
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>First and last bin that the options keep; the last is below the first where there is none.</summary>
    internal static (int First, int Last) BinRange(StftOptions options)
    {
        var length = options.EffectiveFftLength;
        var first = Math.Ceiling(options.LowHz * length / options.SampleRateHz - BinTolerance);
        var last = options.HighHz is { } high ? Math.Floor(high * length / options.SampleRateHz + BinTolerance) : length / 2;
        return ((int)Math.Min(first, int.MaxValue), (int)Math.Min(last, length / 2));
    }

    private void WriteBins(ReadOnlySpan<Vector<float>> re, ReadOnlySpan<Vector<float>> im, Span<float> power, int frame, int count, int frameCount)
    {
        for (var row = 0; row < _scales.Length; row++)
        {
            var (x, y) = _fft.Bin(re, im, _firstBin + row);
            var value = (x * x + y * y) * _scales[row];
            var target = power.Slice(row * frameCount + frame, count);
            if (count == Vector<float>.Count) { value.CopyTo(target); }
            else { for (var lane = 0; lane < count; lane++) { target[lane] = value[lane]; } }
        }
    }

    private double Scale(int bin, double[] taper)
    {
        var sum = taper.Sum();
        var scale = Options.Scaling == PowerScaling.Density ? 1 / (Options.SampleRateHz * taper.Sum(weight => weight * weight)) : 1 / (sum * sum);
        var hasMirror = bin != 0 && 2 * bin != _fft.Length;
        return hasMirror ? 2 * scale : scale;
    }

    private int RequireFitting(ReadOnlySpan<float> signal, Span<float> power)
    {
        if (signal.Length < Options.WindowSamples)
        {
            throw new ArgumentException($"The signal has {signal.Length} samples; one window needs {Options.WindowSamples}.", nameof(signal));
        }
        var frameCount = FrameCount(signal.Length);
        if (power.Length != BinCount * frameCount)
        {
            throw new ArgumentException(
                $"The output has {power.Length} values; {BinCount} bins of {frameCount} windows need {BinCount * frameCount}.", nameof(power));
        }
        return frameCount;
    }
}
