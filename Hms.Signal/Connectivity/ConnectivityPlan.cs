using System.Buffers;
using Hms.Signal.Filters;
using Hms.Signal.Spectra;
using Hms.Signal.Statistics;

namespace Hms.Signal.Connectivity;

/// <summary>Connectivity of every pair of channels in every band: symmetric matrices, ready as features.</summary>
/// <remarks>
/// The spectrum, or the filtered and Hilbert-transformed signal, of a channel is made once and compared with all others. A silent (constant) channel has the value 0
/// with every other and with itself, never NaN. Else the diagonal is what the measure of a signal with itself is: 1, or 0 for the imaginary coherence and the phase
/// lags. NaN in a channel gives NaN in all its pairs. The ends of a signal are kept: filter and Hilbert transform are less exact there. Immutable and thread-safe;
/// application allocates nothing but pooled memory.
/// </remarks>
public sealed class ConnectivityPlan
{
    private readonly WelchPlan? _welch;
    private readonly HilbertTransform? _hilbert;
    private readonly SecondOrderSections?[] _filters = [];

    /// <summary>Prepares the comparison of signals of one length.</summary>
    /// <param name="options">How to compute.</param>
    /// <param name="samples">Samples of a signal.</param>
    /// <exception cref="ArgumentException">The options are not valid, the message lists all errors; or the signal is too short for them.</exception>
    public ConnectivityPlan(ConnectivityOptions options, int samples)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(" ", errors), nameof(options)); }
        Options = options;
        Samples = samples;
        if (options.IsSpectral)
        {
            _welch = new WelchPlan(options.Welch);
            if (_welch.SegmentCount(samples) < 2)
            {
                throw new ArgumentException($"The signal has {samples} samples; two segments, without which every coherence is 1, need {options.SegmentSamples + options.Welch.HopSamples}.", nameof(samples));
            }
            return;
        }
        _filters = options.Bands.Count == 0 ? [null] : [.. options.Bands.Select(band => ButterworthDesign.BandPass(options.FilterOrder, band.LowHz, band.HighHz, options.SampleRateHz))];
        var padding = _filters.Max(filter => filter?.PaddingSamples ?? 1);
        if (samples <= padding) { throw new ArgumentException($"The signal has {samples} samples; the filters need more than {padding}.", nameof(samples)); }
        if (options.Measure != ConnectivityMeasure.Correlation) { _hilbert = new HilbertTransform(samples); }
    }

    /// <summary>How it computes.</summary>
    public ConnectivityOptions Options { get; }

    /// <summary>Samples of a signal.</summary>
    public int Samples { get; }

    /// <summary>Matrices that it gives: the bands, or 1 where there are none.</summary>
    public int MatrixCount => Math.Max(1, Options.Bands.Count);

    /// <summary>Computes all matrices.</summary>
    /// <param name="signals">Shape [channels, <see cref="Samples"/>], channel after channel.</param>
    /// <param name="channels">Number of channels.</param>
    /// <param name="matrices">Receives [<see cref="MatrixCount"/>, channels, channels], symmetric.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names both.</exception>
    public void Compute(ReadOnlySpan<float> signals, int channels, Span<double> matrices)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(channels);
        if (signals.Length != channels * Samples) { throw new ArgumentException($"The input has {signals.Length} values; {channels} channels of {Samples} samples need {channels * Samples}.", nameof(signals)); }
        if (matrices.Length != MatrixCount * channels * channels)
        {
            throw new ArgumentException($"The output has {matrices.Length} values; {MatrixCount} matrices of {channels} x {channels} need {MatrixCount * channels * channels}.", nameof(matrices));
        }
        if (_welch is not null) { CompareSpectra(_welch, signals, channels, matrices); }
        else { CompareSignals(signals, channels, matrices); }
    }

    private void CompareSpectra(WelchPlan welch, ReadOnlySpan<float> signals, int channels, Span<double> matrices)
    {
        var (bins, size) = (welch.BinCount, welch.SegmentCount(Samples) * welch.BinCount);
        var rented = ArrayPool<double>.Shared.Rent(2 * channels * size + (channels + 2) * bins);
        var re = rented.AsSpan(0, channels * size);
        var im = rented.AsSpan(channels * size, channels * size);
        var powers = rented.AsSpan(2 * channels * size, channels * bins);
        var crossRe = rented.AsSpan(2 * channels * size + channels * bins, bins);
        var crossIm = rented.AsSpan(2 * channels * size + (channels + 1) * bins, bins);
        for (var x = 0; x < channels; x++)
        {
            var (start, end) = (x * size, (x + 1) * size);
            welch.Transform(signals.Slice(x * Samples, Samples), re[start..end], im[start..end]);
            welch.SumCross(re[start..end], im[start..end], re[start..end], im[start..end], 0, powers.Slice(x * bins, bins), crossIm);
        }
        for (var x = 0; x < channels; x++)
        {
            for (var y = x; y < channels; y++)
            {
                welch.SumCross(re.Slice(x * size, size), im.Slice(x * size, size), re.Slice(y * size, size), im.Slice(y * size, size), 0, crossRe, crossIm);
                for (var band = 0; band < Options.Bands.Count; band++)
                {
                    var value = BandMean(Options.Bands[band], powers.Slice(x * bins, bins), powers.Slice(y * bins, bins), crossRe, crossIm);
                    Set(matrices, channels, band, x, y, value);
                }
            }
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    private double BandMean(FrequencyBand band, ReadOnlySpan<double> xx, ReadOnlySpan<double> yy, ReadOnlySpan<double> re, ReadOnlySpan<double> im)
    {
        var (first, last) = BandPowerPlan.BinRange(Options.Welch, band);
        var sum = 0.0;
        for (var bin = first; bin <= last; bin++)
        {
            if (xx[bin] == 0 || yy[bin] == 0) { sum += WelchPlan.SilentOrNaN(xx[bin], yy[bin]); }
            else if (Options.Measure == ConnectivityMeasure.Coherence) { sum += (re[bin] * re[bin] + im[bin] * im[bin]) / xx[bin] / yy[bin]; }
            else { sum += Math.Abs(im[bin]) / Math.Sqrt(xx[bin]) / Math.Sqrt(yy[bin]); }
        }
        return sum / (last - first + 1);
    }

    private void CompareSignals(ReadOnlySpan<float> signals, int channels, Span<double> matrices)
    {
        var filtered = ArrayPool<float>.Shared.Rent(Samples);
        var rented = ArrayPool<double>.Shared.Rent(2 * signals.Length);
        var real = rented.AsSpan(0, signals.Length);
        var quadrature = rented.AsSpan(signals.Length, signals.Length);
        for (var matrix = 0; matrix < MatrixCount; matrix++)
        {
            for (var channel = 0; channel < channels; channel++)
            {
                Filter(_filters[matrix], signals.Slice(channel * Samples, Samples), filtered.AsSpan(0, Samples), real.Slice(channel * Samples, Samples));
            }
            _hilbert?.ComputeQuadrature(real, quadrature);
            for (var x = 0; x < channels; x++)
            {
                for (var y = x; y < channels; y++) { Set(matrices, channels, matrix, x, y, Compare(real, quadrature, x, y)); }
            }
        }
        ArrayPool<double>.Shared.Return(rented);
        ArrayPool<float>.Shared.Return(filtered);
    }

    /// <summary>Filters one channel; a constant one becomes 0 exactly, so that the rounding of its filtered value is not compared.</summary>
    private static void Filter(SecondOrderSections? filter, ReadOnlySpan<float> signal, Span<float> filtered, Span<double> output)
    {
        if (!signal.ContainsAnyExcept(signal[0]))
        {
            output.Fill(float.IsNaN(signal[0]) ? double.NaN : 0);
            return;
        }
        if (filter is null) { signal.CopyTo(filtered); }
        else { filter.FilterZeroPhase(signal, filtered); }
        for (var i = 0; i < output.Length; i++) { output[i] = filtered[i]; }
    }

    private double Compare(ReadOnlySpan<double> real, ReadOnlySpan<double> quadrature, int first, int second)
    {
        var x = real.Slice(first * Samples, Samples);
        var y = real.Slice(second * Samples, Samples);
        if (Options.Measure == ConnectivityMeasure.Correlation) { return Correlation.Pearson(x, y); }
        var (xQuadrature, yQuadrature) = (first * Samples, second * Samples);
        return Options.Measure switch
        {
            ConnectivityMeasure.PhaseLagIndex => PhaseSynchrony.PhaseLagIndex(x, quadrature.Slice(xQuadrature, Samples), y, quadrature.Slice(yQuadrature, Samples)),
            ConnectivityMeasure.WeightedPhaseLagIndex => PhaseSynchrony.WeightedPhaseLagIndex(x, quadrature.Slice(xQuadrature, Samples), y, quadrature.Slice(yQuadrature, Samples)),
            _ => PhaseSynchrony.PhaseLockingValue(x, quadrature.Slice(xQuadrature, Samples), y, quadrature.Slice(yQuadrature, Samples)),
        };
    }

    private static void Set(Span<double> matrices, int channels, int matrix, int x, int y, double value)
    {
        matrices[(matrix * channels + x) * channels + y] = value;
        matrices[(matrix * channels + y) * channels + x] = value;
    }
}
