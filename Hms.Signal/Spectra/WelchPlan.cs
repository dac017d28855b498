using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Hms.Signal.Spectra;

/// <summary>Power, cross power and coherence of signals by Welch's method (Welch 1967): spectra of overlapping tapered segments, averaged.</summary>
/// <remarks>
/// Equal to scipy.signal.welch, csd and coherence, one-sided; checked in WelchGoldenTests. A signal shorter than a segment is refused (SciPy shortens the segment).
/// Computed in double; every lane of a vector does the same scalar arithmetic and sums run in the order of the segments, so results do not depend on the vector
/// width. NaN: a signal that holds one within a segment gives NaN at all frequencies under the mean and the median alike. Immutable and thread-safe; application
/// allocates nothing.
/// </remarks>
public sealed class WelchPlan
{
    private readonly LaneRealFft<double> _fft;
    private readonly double[] _taper;
    private readonly double[] _scales;

    /// <summary>Prepares the estimate.</summary>
    /// <param name="options">How to compute.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message lists all errors.</exception>
    public WelchPlan(WelchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(" ", errors), nameof(options)); }
        Options = options;
        _fft = new LaneRealFft<double>(options.EffectiveFftLength);
        _taper = TaperWindows.Create(options.Window, options.SegmentSamples, options.TukeyFraction);
        BinCount = options.EffectiveFftLength / 2 + 1;
        _scales = [.. Enumerable.Range(0, BinCount).Select(Scale)];
        FrequenciesHz = [.. Enumerable.Range(0, BinCount).Select(bin => bin * options.SampleRateHz / options.EffectiveFftLength)];
    }

    /// <summary>How it computes.</summary>
    public WelchOptions Options { get; }

    /// <summary>Frequencies of a spectrum: half the transform's points and one.</summary>
    public int BinCount { get; }

    /// <summary>Frequencies of the bins, in Hz, rising from 0.</summary>
    public IReadOnlyList<double> FrequenciesHz { get; }

    /// <summary>Number of whole segments in a signal; a remainder at the end is left out, as SciPy does.</summary>
    /// <param name="samples">Samples of the signal.</param>
    public int SegmentCount(int samples) => samples < Options.SegmentSamples ? 0 : 1 + (samples - Options.SegmentSamples) / Options.HopSamples;

    /// <summary>Power spectrum of one signal (scipy.signal.welch).</summary>
    /// <param name="signal">Samples in any unit (EEG: uV), at least one segment.</param>
    /// <param name="power">Receives [<see cref="BinCount"/>] in unit^2/Hz (density) or unit^2 (spectrum).</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names both.</exception>
    public void ComputePower(ReadOnlySpan<float> signal, Span<double> power) => Power(signal, power);

    /// <inheritdoc cref="ComputePower(ReadOnlySpan{float}, Span{double})" />
    public void ComputePower(ReadOnlySpan<double> signal, Span<double> power) => Power(signal, power);

    /// <summary>Cross-spectral density of two signals: the average of conj(X) Y (scipy.signal.csd).</summary>
    /// <param name="x">Samples of the first signal, at least one segment.</param>
    /// <param name="y">Samples of the second, as many.</param>
    /// <param name="cross">Receives [<see cref="BinCount"/>].</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names both.</exception>
    public void ComputeCrossPower(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<Complex> cross) => CrossPower(x, y, cross);

    /// <inheritdoc cref="ComputeCrossPower(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{Complex})" />
    public void ComputeCrossPower(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<Complex> cross) => CrossPower(x, y, cross);

    /// <summary>Magnitude-squared coherence of two signals, |Pxy|^2 / (Pxx Pyy), 0 to 1 (scipy.signal.coherence).</summary>
    /// <param name="x">Samples of the first signal, at least two segments: of one alone the coherence is 1 whatever the signals.</param>
    /// <param name="y">Samples of the second, as many.</param>
    /// <param name="coherence">Receives [<see cref="BinCount"/>]; 0 where a signal has no power (SciPy: NaN).</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names both.</exception>
    public void ComputeCoherence(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<double> coherence) => Coherence(x, y, coherence);

    /// <inheritdoc cref="ComputeCoherence(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{double})" />
    public void ComputeCoherence(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> coherence) => Coherence(x, y, coherence);

    /// <summary>The unscaled transforms of all segments.</summary>
    /// <param name="signal">Samples.</param>
    /// <param name="re">Receives [segments, bins].</param>
    /// <param name="im">Receives [segments, bins].</param>
    internal void Transform<T>(ReadOnlySpan<T> signal, Span<double> re, Span<double> im) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (segments, window) = (SegmentCount(signal.Length), Options.SegmentSamples);
        var vectors = window + 2 * _fft.PackedLength + _fft.ScratchVectors;
        var rented = LaneFrames<double>.Rent(vectors);
        var memory = LaneFrames<double>.Vectors(rented, vectors);
        var frames = memory[..window];
        var packedRe = memory.Slice(window, _fft.PackedLength);
        var packedIm = memory.Slice(window + _fft.PackedLength, _fft.PackedLength);
        var scratch = memory[(window + 2 * _fft.PackedLength)..];
        for (var segment = 0; segment < segments; segment += Vector<double>.Count)
        {
            var count = Math.Min(Vector<double>.Count, segments - segment);
            Load(signal[(segment * Options.HopSamples)..], Options.HopSamples, count, frames);
            LaneFrames<double>.DetrendAndTaper(frames, Options.Detrend, _taper, _fft, packedRe, packedIm);
            _fft.Transform(packedRe, packedIm, scratch);
            for (var bin = 0; bin < BinCount; bin++)
            {
                var (x, y) = _fft.Bin(packedRe, packedIm, bin);
                for (var lane = 0; lane < count; lane++)
                {
                    re[(segment + lane) * BinCount + bin] = x[lane];
                    im[(segment + lane) * BinCount + bin] = y[lane];
                }
            }
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Sums conj(X) Y over the segments, unscaled, for bins from <paramref name="firstBin"/> on.</summary>
    internal void SumCross(
        ReadOnlySpan<double> xRe, ReadOnlySpan<double> xIm, ReadOnlySpan<double> yRe, ReadOnlySpan<double> yIm, int firstBin, Span<double> re, Span<double> im)
    {
        re.Clear();
        im.Clear();
        for (var start = firstBin; start < xRe.Length; start += BinCount)
        {
            AddCross(xRe.Slice(start, re.Length), xIm.Slice(start, re.Length), yRe.Slice(start, re.Length), yIm.Slice(start, re.Length), re, im);
        }
    }

    private static void AddCross(ReadOnlySpan<double> xRe, ReadOnlySpan<double> xIm, ReadOnlySpan<double> yRe, ReadOnlySpan<double> yIm, Span<double> re, Span<double> im)
    {
        var lanes = Vector<double>.Count;
        var bin = 0;
        for (; bin + lanes <= re.Length; bin += lanes)
        {
            var (a, b, c, d) = (new Vector<double>(xRe[bin..]), new Vector<double>(xIm[bin..]), new Vector<double>(yRe[bin..]), new Vector<double>(yIm[bin..]));
            (new Vector<double>(re[bin..]) + (a * c + b * d)).CopyTo(re[bin..]);
            (new Vector<double>(im[bin..]) + (a * d - b * c)).CopyTo(im[bin..]);
        }
        for (; bin < re.Length; bin++)
        {
            re[bin] += xRe[bin] * yRe[bin] + xIm[bin] * yIm[bin];
            im[bin] += xRe[bin] * yIm[bin] - xIm[bin] * yRe[bin];
        }
    }

    private static void Load<T>(ReadOnlySpan<T> signal, int hop, int count, Span<Vector<double>> frames) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var values = MemoryMarshal.Cast<Vector<double>, double>(frames);
        for (var lane = 0; lane < Vector<double>.Count; lane++)
        {
            var source = signal.Slice(Math.Min(lane, count - 1) * hop, frames.Length);
            for (int n = 0, target = lane; n < source.Length; n++, target += Vector<double>.Count) { values[target] = double.CreateTruncating(source[n]); }
        }
    }

    private void Power<T>(ReadOnlySpan<T> signal, Span<double> power) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var size = RequireFitting(signal.Length, power.Length, atLeast: 1) * BinCount;
        var rented = ArrayPool<double>.Shared.Rent(2 * size + BinCount);
        var re = rented.AsSpan(0, size);
        var im = rented.AsSpan(size, size);
        var rest = rented.AsSpan(2 * size, BinCount);
        Transform(signal, re, im);
        if (Options.Averaging == SegmentAveraging.Mean)
        {
            SumCross(re, im, re, im, 0, power, rest);
            for (var bin = 0; bin < BinCount; bin++) { power[bin] *= _scales[bin] / (size / BinCount); }
        }
        else
        {
            for (var i = 0; i < size; i++) { re[i] = re[i] * re[i] + im[i] * im[i]; }
            for (var bin = 0; bin < BinCount; bin++) { power[bin] = _scales[bin] * Median(re, bin, im); }
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    private void CrossPower<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<Complex> cross) where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireSameLength(x.Length, y.Length);
        var size = RequireFitting(x.Length, cross.Length, atLeast: 1) * BinCount;
        var rented = ArrayPool<double>.Shared.Rent(4 * size + 2 * BinCount);
        var xRe = rented.AsSpan(0, size);
        var xIm = rented.AsSpan(size, size);
        var yRe = rented.AsSpan(2 * size, size);
        var yIm = rented.AsSpan(3 * size, size);
        var re = rented.AsSpan(4 * size, BinCount);
        var im = rented.AsSpan(4 * size + BinCount, BinCount);
        Transform(x, xRe, xIm);
        Transform(y, yRe, yIm);
        if (Options.Averaging == SegmentAveraging.Mean)
        {
            SumCross(xRe, xIm, yRe, yIm, 0, re, im);
            for (var bin = 0; bin < BinCount; bin++) { cross[bin] = new Complex(re[bin], im[bin]) * (_scales[bin] / (size / BinCount)); }
        }
        else
        {
            for (var i = 0; i < size; i++) { (xRe[i], xIm[i]) = (xRe[i] * yRe[i] + xIm[i] * yIm[i], xRe[i] * yIm[i] - xIm[i] * yRe[i]); }
            for (var bin = 0; bin < BinCount; bin++) { cross[bin] = new Complex(Median(xRe, bin, yRe), Median(xIm, bin, yRe)) * _scales[bin]; }
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    private void Coherence<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<double> coherence) where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireSameLength(x.Length, y.Length);
        var size = RequireFitting(x.Length, coherence.Length, atLeast: 2) * BinCount;
        var rented = ArrayPool<double>.Shared.Rent(4 * size + 5 * BinCount);
        var xRe = rented.AsSpan(0, size);
        var xIm = rented.AsSpan(size, size);
        var yRe = rented.AsSpan(2 * size, size);
        var yIm = rented.AsSpan(3 * size, size);
        var rest = rented.AsSpan(4 * size, 5 * BinCount);
        var re = rest[..BinCount];
        var im = rest.Slice(BinCount, BinCount);
        var xx = rest.Slice(2 * BinCount, BinCount);
        var yy = rest.Slice(3 * BinCount, BinCount);
        var none = rest[(4 * BinCount)..];
        Transform(x, xRe, xIm);
        Transform(y, yRe, yIm);
        SumCross(xRe, xIm, yRe, yIm, 0, re, im);
        SumCross(xRe, xIm, xRe, xIm, 0, xx, none);
        SumCross(yRe, yIm, yRe, yIm, 0, yy, none);
        for (var bin = 0; bin < BinCount; bin++)
        {
            var silent = xx[bin] == 0 || yy[bin] == 0;
            coherence[bin] = silent ? SilentOrNaN(xx[bin], yy[bin]) : (re[bin] * re[bin] + im[bin] * im[bin]) / xx[bin] / yy[bin];
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>0 for a signal without power, NaN where the other one is NaN.</summary>
    internal static double SilentOrNaN(double x, double y) => double.IsNaN(x + y) ? double.NaN : 0;

    /// <summary>The median of one bin over the segments, over its bias; NaN where a value is NaN.</summary>
    private double Median(ReadOnlySpan<double> values, int bin, Span<double> scratch)
    {
        var segments = values.Length / BinCount;
        for (var segment = 0; segment < segments; segment++)
        {
            scratch[segment] = values[segment * BinCount + bin];
            if (double.IsNaN(scratch[segment])) { return double.NaN; }
        }
        scratch[..segments].Sort();
        var median = segments % 2 == 1 ? scratch[segments / 2] : (scratch[segments / 2 - 1] + scratch[segments / 2]) / 2;
        return median / MedianBias(segments);
    }

    /// <summary>Median over mean of the power of white noise in many segments: 1 + sum of 1/(2i + 1) - 1/(2i).</summary>
    private static double MedianBias(int segments)
    {
        var bias = 1.0;
        for (var i = 2; i <= segments - 1; i += 2) { bias += 1.0 / (i + 1) - 1.0 / i; }
        return bias;
    }

    private double Scale(int bin)
    {
        var sum = _taper.Sum();
        var scale = Options.Scaling == PowerScaling.Density ? 1 / (Options.SampleRateHz * _taper.Sum(weight => weight * weight)) : 1 / (sum * sum);
        var hasMirror = bin != 0 && 2 * bin != _fft.Length;
        return hasMirror ? 2 * scale : scale;
    }

    private static void RequireSameLength(int x, int y)
    {
        if (x != y) { throw new ArgumentException($"The first signal has {x} samples, the second {y}; both must be equal."); }
    }

    private int RequireFitting(int samples, int bins, int atLeast)
    {
        var segments = SegmentCount(samples);
        if (segments < atLeast)
        {
            throw new ArgumentException($"The signal has {samples} samples; {atLeast} segment(s) need {Options.SegmentSamples + (atLeast - 1) * Options.HopSamples}.");
        }
        if (bins != BinCount) { throw new ArgumentException($"The output has {bins} values; the spectrum has {BinCount} bins."); }
        return segments;
    }
}
