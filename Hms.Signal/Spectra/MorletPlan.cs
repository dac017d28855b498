using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Hms.Signal.Spectra;

/// <summary>A prepared continuous wavelet transform with complex Morlet wavelets: power or magnitude over time and frequency, a scalogram.</summary>
/// <remarks>
/// The wavelet of frequency f is exp(-t^2 / 2 s^2) (exp(2 pi i f t) - exp(-2 (pi f s)^2)) with s = cycles / (2 pi f), cut at 5 s to each side; the second term makes
/// its mean 0. The coefficient at sample n is the sum over m of W(m) x(n - m), samples outside the signal being 0: within half a wavelet of the ends values are too
/// small. Equal to mne.time_frequency.tfr_array_morlet(zero_mean=True, decim=hop) under <see cref="MorletNormalization.Energy"/>; checked in MorletGoldenTests.
/// The convolution is done by Fourier transform in double; a hop folds the spectrum before the inverse transform, which is exact and as much faster as the hop is long.
/// Results do not depend on the vector width. NaN: a channel that holds one is NaN throughout. Immutable and thread-safe; application allocates nothing.
/// </remarks>
public sealed class MorletPlan
{
    private readonly LaneRealFft<double> _forward;
    private readonly ILaneFft<double> _inverse;

    // Spectra of the wavelets around time 0, real; over the length of the transform, for the inverse one.
    private readonly double[][] _gains;

    /// <summary>Prepares the transform of signals of one length.</summary>
    /// <param name="options">How to compute.</param>
    /// <param name="samples">Samples of a signal; no wavelet may be longer.</param>
    /// <exception cref="ArgumentException">The options are not valid, the message lists all errors; or a wavelet is longer than the signal.</exception>
    public MorletPlan(MorletOptions options, int samples)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(" ", errors), nameof(options)); }
        Options = options;
        Samples = samples;
        FrequenciesHz = options.FrequenciesHz();
        var longest = options.WaveletSamples(options.LowHz);
        if (longest > samples)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The wavelet of {options.LowHz} Hz with {options.Cycles} cycles has {longest} samples, the signal {samples}; raise LowHz, lower Cycles or give a longer signal."), nameof(samples));
        }
        FrameCount = (samples - 1) / options.HopSamples + 1;
        var length = TransformLength(samples + longest / 2, options.HopSamples);
        _forward = new LaneRealFft<double>(length);
        _inverse = Complex(length / options.HopSamples);
        _gains = MakeGains(length);
    }

    /// <summary>How it computes.</summary>
    public MorletOptions Options { get; }

    /// <summary>Samples of a signal.</summary>
    public int Samples { get; }

    /// <summary>Columns of a scalogram: frame k is sample k times the hop.</summary>
    public int FrameCount { get; }

    /// <summary>Frequencies of the rows in Hz, rising.</summary>
    public IReadOnlyList<double> FrequenciesHz { get; }

    /// <summary>Values of one channel's scalogram.</summary>
    public int ImageSize => FrequenciesHz.Count * FrameCount;

    /// <summary>Scalograms of several channels.</summary>
    /// <param name="signals">Samples in any unit (EEG: uV), shape [channels, <see cref="Samples"/>], any number of channels.</param>
    /// <param name="scalograms">Receives [channels, frequencies, frames]: unit^2 (power) or unit (magnitude), times the wavelet's size.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names both.</exception>
    public void Compute(ReadOnlySpan<float> signals, Span<float> scalograms) => Run(signals, scalograms);

    /// <inheritdoc cref="Compute(ReadOnlySpan{float}, Span{float})" />
    public void Compute(ReadOnlySpan<double> signals, Span<double> scalograms) => Run(signals, scalograms);

    private static ILaneFft<double> Complex(int length) => LaneFft<double>.Supports(length) ? new LaneFft<double>(length) : new LaneBluesteinFft<double>(length);

    /// <summary>The least length that the hop divides, the quotient with the factors 2, 3 and 5 only, even where the hop is not.</summary>
    private static int TransformLength(int atLeast, int hop)
    {
        var quotient = (atLeast + hop - 1) / hop;
        while (!IsSmooth(quotient) || (quotient % 2 == 1 && hop % 2 == 1)) { quotient++; }
        return quotient * hop;
    }

    private static bool IsSmooth(int value)
    {
        foreach (var factor in (ReadOnlySpan<int>)[2, 3, 5])
        {
            while (value % factor == 0) { value /= factor; }
        }
        return value == 1;
    }

    private double[][] MakeGains(int length)
    {
        var fft = Complex(length);
        var (re, im, scratch) = (new Vector<double>[length], new Vector<double>[length], new Vector<double>[fft.ScratchVectors]);
        var gains = new double[FrequenciesHz.Count][];
        var lanes = Vector<double>.Count;
        for (var start = 0; start < gains.Length; start += lanes)
        {
            var count = Math.Min(lanes, gains.Length - start);
            re.AsSpan().Clear();
            im.AsSpan().Clear();
            for (var lane = 0; lane < count; lane++) { Lay(FrequenciesHz[start + lane], lane, re, im); }
            fft.Transform(re, im, scratch);
            for (var lane = 0; lane < count; lane++) { gains[start + lane] = [.. re.Select(value => value[lane] / length)]; }
        }
        return gains;
    }

    /// <summary>Lays a wavelet around index 0, negative times at the end.</summary>
    private void Lay(double frequencyHz, int lane, Vector<double>[] re, Vector<double>[] im)
    {
        var (deviation, half) = (Options.DeviationSeconds(frequencyHz), Options.HalfWidth(frequencyHz));
        var offset = Math.Exp(-Options.Cycles * Options.Cycles / 2);
        var (sum, squares) = (0.0, 0.0);
        var wavelet = new Complex[half + 1];
        for (var m = 0; m <= half; m++)
        {
            var t = m / Options.SampleRateHz;
            var envelope = Math.Exp(-t * t / (2 * deviation * deviation));
            var (sine, cosine) = Math.SinCos(2 * Math.PI * frequencyHz * t);
            wavelet[m] = new Complex(envelope * (cosine - offset), envelope * sine);
            sum += (m == 0 ? 1 : 2) * envelope;
            squares += (m == 0 ? 1 : 2) * (wavelet[m].Real * wavelet[m].Real + wavelet[m].Imaginary * wavelet[m].Imaginary);
        }
        var size = Options.Normalization == MorletNormalization.Energy ? Math.Sqrt(2 / squares) : 2 / sum;
        for (var m = 0; m <= half; m++)
        {
            var opposite = m == 0 ? 0 : re.Length - m;
            re[m] = re[m].WithElement(lane, wavelet[m].Real * size);
            im[m] = im[m].WithElement(lane, wavelet[m].Imaginary * size);
            re[opposite] = re[opposite].WithElement(lane, wavelet[m].Real * size);
            if (m > 0) { im[opposite] = im[opposite].WithElement(lane, -wavelet[m].Imaginary * size); }
        }
    }

    private void Run<T>(ReadOnlySpan<T> signals, Span<T> scalograms) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (signals.Length % Samples != 0) { throw new ArgumentException($"The input has {signals.Length} values; whole channels of {Samples} samples are needed.", nameof(signals)); }
        var channels = signals.Length / Samples;
        if (scalograms.Length != channels * ImageSize)
        {
            throw new ArgumentException($"The output has {scalograms.Length} values; {channels} scalograms of {FrequenciesHz.Count} x {FrameCount} need {channels * ImageSize}.", nameof(scalograms));
        }
        var (packed, bins, folded) = (_forward.PackedLength, _forward.Length / 2 + 1, _inverse.Length);
        var vectors = 2 * packed + 2 * bins + 2 * folded + Math.Max(_forward.ScratchVectors, _inverse.ScratchVectors);
        var rented = LaneFrames<double>.Rent(vectors);
        var memory = LaneFrames<double>.Vectors(rented, vectors);
        var re = memory[..packed];
        var im = memory.Slice(packed, packed);
        var spectrumRe = memory.Slice(2 * packed, bins);
        var spectrumIm = memory.Slice(2 * packed + bins, bins);
        var foldedRe = memory.Slice(2 * packed + 2 * bins, folded);
        var foldedIm = memory.Slice(2 * packed + 2 * bins + folded, folded);
        var scratch = memory[(2 * packed + 2 * bins + 2 * folded)..];
        for (var first = 0; first < channels; first += Vector<double>.Count)
        {
            var count = Math.Min(Vector<double>.Count, channels - first);
            Load(signals.Slice(first * Samples, count * Samples), re, im);
            _forward.Transform(re, im, scratch);
            for (var k = 0; k < bins; k++) { (spectrumRe[k], spectrumIm[k]) = _forward.Bin(re, im, k); }
            for (var row = 0; row < _gains.Length; row++)
            {
                Fold(_gains[row], spectrumRe, spectrumIm, foldedRe, foldedIm);
                // With real and imaginary parts exchanged, the forward transform is the inverse one.
                _inverse.Transform(foldedIm, foldedRe, scratch);
                Write(foldedRe, foldedIm, count, scalograms.Slice(first * ImageSize, count * ImageSize), row * FrameCount);
            }
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    private void Load<T>(ReadOnlySpan<T> signals, Span<Vector<double>> re, Span<Vector<double>> im) where T : unmanaged, IFloatingPointIeee754<T>
    {
        re.Clear();
        im.Clear();
        var even = MemoryMarshal.Cast<Vector<double>, double>(re);
        var odd = MemoryMarshal.Cast<Vector<double>, double>(im);
        for (var lane = 0; lane * Samples < signals.Length; lane++)
        {
            var signal = signals.Slice(lane * Samples, Samples);
            if (!_forward.IsEven)
            {
                for (int n = 0, at = lane; n < signal.Length; n++, at += Vector<double>.Count) { even[at] = double.CreateTruncating(signal[n]); }
                continue;
            }
            for (int n = 0, at = lane; n < signal.Length; n += 2, at += Vector<double>.Count)
            {
                even[at] = double.CreateTruncating(signal[n]);
                if (n + 1 < signal.Length) { odd[at] = double.CreateTruncating(signal[n + 1]); }
            }
        }
    }

    /// <summary>Multiplies the spectrum of the signals by that of a wavelet and adds up what a hop makes alike.</summary>
    private static void Fold(
        double[] gains, ReadOnlySpan<Vector<double>> spectrumRe, ReadOnlySpan<Vector<double>> spectrumIm, Span<Vector<double>> foldedRe, Span<Vector<double>> foldedIm)
    {
        foldedRe.Clear();
        foldedIm.Clear();
        for (int k = 0, target = 0; k < gains.Length; k++, target = target + 1 == foldedRe.Length ? 0 : target + 1)
        {
            var gain = gains[k];
            if (k < spectrumRe.Length)
            {
                foldedRe[target] += spectrumRe[k] * gain;
                foldedIm[target] += spectrumIm[k] * gain;
            }
            else
            {
                foldedRe[target] += spectrumRe[gains.Length - k] * gain;
                foldedIm[target] -= spectrumIm[gains.Length - k] * gain;
            }
        }
    }

    private void Write<T>(ReadOnlySpan<Vector<double>> re, ReadOnlySpan<Vector<double>> im, int count, Span<T> images, int start) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var frame = 0; frame < FrameCount; frame++)
        {
            var value = re[frame] * re[frame] + im[frame] * im[frame];
            if (Options.Value == ScalogramValue.Magnitude) { value = Vector.SquareRoot(value); }
            for (var lane = 0; lane < count; lane++) { images[lane * ImageSize + start + frame] = T.CreateTruncating(value[lane]); }
        }
    }
}
