using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Hms.Signal.Spectra;

/// <summary>A prepared mel power spectrogram: tables are made once, application allocates nothing.</summary>
/// <remarks>
/// As librosa.feature.melspectrogram (see <see cref="MelSpectrogramOptions"/>); checked against an independent program in float64 in MelSpectrogramGoldenTests.
/// A short window and a narrow band are summed directly (<see cref="FoldedDft"/>), others transformed. NaN: every frame whose window holds one is NaN in all
/// bands that hold a bin. Immutable and thread-safe.
/// </remarks>
public sealed class MelSpectrogramPlan
{
    // A transform of N points counts as this times N log2 N multiply-adds of the direct sum: a rough figure from timings at 256 and 1024 points (256-bit registers).
    private const double TransformCost = 4.8;

    private readonly FoldedDft? _direct;
    private readonly LaneRealFft<float>? _fft;
    private readonly float[] _taper;

    /// <summary>Prepares the spectrogram.</summary>
    /// <param name="options">How to compute.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message lists all errors.</exception>
    public MelSpectrogramPlan(MelSpectrogramOptions options)
        : this(options, null)
    {
    }

    /// <summary>As the public constructor, but with the method given: direct sum or transform; null chooses the cheaper.</summary>
    internal MelSpectrogramPlan(MelSpectrogramOptions options, MelMethod? method)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(" ", errors), nameof(options)); }
        Options = options;
        Filters = new MelFilterBank(options.SampleRateHz, options.FftLength, options.MelCount, options.LowHz, options.HighHz);
        var taper = TaperWindows.Create(options.Window, options.WindowSamples);
        _taper = [.. taper.Select(weight => (float)weight)];
        var directCost = (double)options.WindowSamples * Filters.BinCount;
        var isDirect = directCost < TransformCost * options.FftLength * Math.Log2(options.FftLength + 1);
        if (method == MelMethod.Direct || (method is null && isDirect)) { _direct = new FoldedDft(taper, options.FftLength, Filters.FirstBin, Filters.BinCount); }
        else { _fft = new LaneRealFft<float>(options.FftLength); }
    }

    /// <summary>How it computes.</summary>
    public MelSpectrogramOptions Options { get; }

    /// <summary>The mel bands.</summary>
    public MelFilterBank Filters { get; }

    /// <summary>Number of frames, one centred on every HopSamples-th sample, the first on sample 0: 1 + samples / HopSamples.</summary>
    /// <param name="samples">Samples of the signal, at least 1.</param>
    public int FrameCount(int samples) => samples < 1 ? 0 : 1 + Math.Max(0, samples - Options.FftLength % 2) / Options.HopSamples;

    /// <summary>Mel power of one channel.</summary>
    /// <param name="signal">Samples in any unit (EEG: uV), shape [T], T at least 1; zeros stand before and after it.</param>
    /// <param name="mel">Receives [MelCount, <see cref="FrameCount"/>(T)] row-major, in unit^2 times 1/Hz.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names both.</exception>
    public void ComputePower(ReadOnlySpan<float> signal, Span<float> mel)
    {
        var frameCount = FrameCount(signal.Length);
        if (frameCount < 1) { throw new ArgumentException("The signal has no samples; at least 1 is needed.", nameof(signal)); }
        if (mel.Length != Options.MelCount * frameCount)
        {
            throw new ArgumentException($"The output has {mel.Length} values; {Options.MelCount} bands of {frameCount} frames need {Options.MelCount * frameCount}.", nameof(mel));
        }
        if (Filters.BinCount == 0)
        {
            mel.Clear();
            return;
        }
        // Where the first window starts, from the signal's first sample; librosa rounds the halves down one by one.
        var before = Options.FftLength / 2 - (Options.FftLength - Options.WindowSamples) / 2;
        var length = Math.Max(before + signal.Length, (frameCount - 1) * Options.HopSamples + Options.WindowSamples);
        var rented = ArrayPool<float>.Shared.Rent(length);
        var padded = rented.AsSpan(0, length);
        padded[..before].Clear();
        signal.CopyTo(padded[before..]);
        padded[(before + signal.Length)..].Clear();
        if (_direct is not null) { SumDirectly(_direct, padded, frameCount, mel); }
        else { TransformAndSum(_fft!, padded, frameCount, mel); }
        ArrayPool<float>.Shared.Return(rented);
    }

    private void SumDirectly(FoldedDft direct, ReadOnlySpan<float> padded, int frameCount, Span<float> mel)
    {
        var rented = ArrayPool<float>.Shared.Rent(direct.ScratchLength + direct.PowerLength);
        var scratch = rented.AsSpan(0, direct.ScratchLength);
        var power = rented.AsSpan(direct.ScratchLength, direct.PowerLength);
        for (var frame = 0; frame < frameCount; frame += FoldedDft.BlockFrames)
        {
            var count = Math.Min(FoldedDft.BlockFrames, frameCount - frame);
            direct.Power(padded[(frame * Options.HopSamples)..], Options.HopSamples, count, scratch, power);
            ApplyFilters(power, FoldedDft.BlockFrames, count, frame, frameCount, mel);
        }
        ArrayPool<float>.Shared.Return(rented);
    }

    private void TransformAndSum(LaneRealFft<float> fft, ReadOnlySpan<float> padded, int frameCount, Span<float> mel)
    {
        var window = Options.WindowSamples;
        var vectors = window + 2 * fft.PackedLength + fft.ScratchVectors + Filters.BinCount;
        var rented = LaneFrames<float>.Rent(vectors);
        var memory = LaneFrames<float>.Vectors(rented, vectors);
        var frames = memory[..window];
        var re = memory.Slice(window, fft.PackedLength);
        var im = memory.Slice(window + fft.PackedLength, fft.PackedLength);
        var scratch = memory.Slice(window + 2 * fft.PackedLength, fft.ScratchVectors);
        var bins = memory[^Filters.BinCount..];
        for (var frame = 0; frame < frameCount; frame += Vector<float>.Count)
        {
            var count = Math.Min(Vector<float>.Count, frameCount - frame);
            LaneFrames<float>.Load(padded, frame * Options.HopSamples, Options.HopSamples, count, frames);
            // The power does not depend on where in the transform the window stands.
            LaneFrames<float>.TaperAndPack(frames, _taper, fft, re, im);
            fft.Transform(re, im, scratch);
            fft.Power(re, im, Filters.FirstBin, Filters.FirstBin + Filters.BinCount - 1, bins);
            ApplyFilters(LaneFrames<float>.Values(bins), Vector<float>.Count, count, frame, frameCount, mel);
        }
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>From power [bins, stride] to bands of the frames first to first + count.</summary>
    private void ApplyFilters(ReadOnlySpan<float> power, int stride, int count, int first, int frameCount, Span<float> mel)
    {
        for (var band = 0; band < Options.MelCount; band++)
        {
            var target = mel.Slice(band * frameCount + first, count);
            var weights = Filters.WeightsOf(band);
            if (weights.IsEmpty)
            {
                target.Clear();
                continue;
            }
            var bin = Filters.FirstBinOf(band) - Filters.FirstBin;
            TensorPrimitives.Multiply(power.Slice(bin * stride, count), weights[0], target);
            for (var i = 1; i < weights.Length; i++) { TensorPrimitives.MultiplyAdd(power.Slice((bin + i) * stride, count), weights[i], target, target); }
        }
    }
}
