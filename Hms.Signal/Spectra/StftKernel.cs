using System.Buffers;
using System.Numerics;

namespace Hms.Signal.Spectra;

/// <summary>The arithmetic of <see cref="StftPlan"/> in one precision; lengths were checked by the plan.</summary>
internal sealed class StftKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly StftOptions _options;
    private readonly LaneRealFft<T> _fft;
    private readonly T[] _taper;
    private readonly T[] _powerScales;
    private readonly T _amplitudeScale;
    private readonly int _firstBin;
    private readonly int _binCount;

    public StftKernel(StftOptions options, int firstBin, int lastBin)
    {
        _options = options;
        _fft = new LaneRealFft<T>(options.EffectiveFftLength);
        var taper = TaperWindows.Create(options.Window, options.WindowSamples, options.TukeyFraction, options.TimeBandwidth, options.Symmetry);
        _taper = [.. taper.Select(T.CreateTruncating)];
        (_firstBin, _binCount) = (firstBin, lastBin - firstBin + 1);
        var sum = taper.Sum();
        var scale = options.Scaling == PowerScaling.Density ? 1 / (options.SampleRateHz * taper.Sum(weight => weight * weight)) : 1 / (sum * sum);
        _amplitudeScale = T.CreateTruncating(Math.Sqrt(scale));
        _powerScales = [.. Enumerable.Range(firstBin, _binCount).Select(bin => T.CreateTruncating(bin != 0 && 2 * bin != _fft.Length ? 2 * scale : scale))];
    }

    private int Window => _options.WindowSamples;

    private int Hop => _options.HopSamples;

    /// <summary>Power, one-sided: bins that have a mirror count twice.</summary>
    public void Power(ReadOnlySpan<T> signal, int frameCount, Span<T> power)
    {
        var work = new Work(this, extraVectors: _binCount);
        var bins = work.Take(_binCount);
        for (var frame = 0; frame < frameCount; frame += Vector<T>.Count)
        {
            var count = Math.Min(Vector<T>.Count, frameCount - frame);
            Transform(signal, frame, count, ref work);
            _fft.Power(work.Re, work.Im, _firstBin, _firstBin + _binCount - 1, bins);
            for (var row = 0; row < bins.Length; row++) { bins[row] *= _powerScales[row]; }
            Scatter(bins, count, frame, frameCount, power);
        }
        work.Return();
    }

    /// <summary>Magnitude of the scaled complex values.</summary>
    public void Magnitude(ReadOnlySpan<T> signal, int frameCount, Span<T> magnitude)
    {
        var work = new Work(this, extraVectors: _binCount);
        var bins = work.Take(_binCount);
        for (var frame = 0; frame < frameCount; frame += Vector<T>.Count)
        {
            var count = Math.Min(Vector<T>.Count, frameCount - frame);
            Transform(signal, frame, count, ref work);
            _fft.Power(work.Re, work.Im, _firstBin, _firstBin + _binCount - 1, bins);
            for (var row = 0; row < bins.Length; row++) { bins[row] = Vector.SquareRoot(bins[row]) * _amplitudeScale; }
            Scatter(bins, count, frame, frameCount, magnitude);
        }
        work.Return();
    }

    /// <summary>Scaled complex values.</summary>
    public void Complex(ReadOnlySpan<T> signal, int frameCount, Span<T> re, Span<T> im)
    {
        var work = new Work(this, extraVectors: 2 * _binCount);
        var binsRe = work.Take(_binCount);
        var binsIm = work.Take(_binCount);
        for (var frame = 0; frame < frameCount; frame += Vector<T>.Count)
        {
            var count = Math.Min(Vector<T>.Count, frameCount - frame);
            Transform(signal, frame, count, ref work);
            _fft.Spectrum(work.Re, work.Im, _firstBin, binsRe, binsIm);
            for (var row = 0; row < _binCount; row++) { (binsRe[row], binsIm[row]) = (binsRe[row] * _amplitudeScale, binsIm[row] * _amplitudeScale); }
            Scatter(binsRe, count, frame, frameCount, re);
            Scatter(binsIm, count, frame, frameCount, im);
        }
        work.Return();
    }

    /// <summary>Weighted overlap-add: x = sum of window times frame / sum of window squared. Adds to zeroed sums; both have the padded length.</summary>
    public void OverlapAdd(ReadOnlySpan<T> re, ReadOnlySpan<T> im, int frameCount, Span<T> sums, Span<T> weights)
    {
        var work = new Work(this, extraVectors: 2 * _binCount);
        var binsRe = work.Take(_binCount);
        var binsIm = work.Take(_binCount);
        var unscale = T.One / _amplitudeScale;
        for (var frame = 0; frame < frameCount; frame += Vector<T>.Count)
        {
            var count = Math.Min(Vector<T>.Count, frameCount - frame);
            Gather(re, count, frame, frameCount, unscale, binsRe);
            Gather(im, count, frame, frameCount, unscale, binsIm);
            _fft.Inverse(binsRe, binsIm, work.Re, work.Im, work.Scratch);
            var partRe = LaneFrames<T>.Values(work.Re);
            var partIm = LaneFrames<T>.Values(work.Im);
            for (var lane = 0; lane < count; lane++)
            {
                var sum = sums.Slice((frame + lane) * Hop, Window);
                var weight = weights.Slice((frame + lane) * Hop, Window);
                for (var n = 0; n < Window; n++)
                {
                    var value = !_fft.IsEven ? partRe[n * Vector<T>.Count + lane] : (n % 2 == 0 ? partRe : partIm)[n / 2 * Vector<T>.Count + lane];
                    sum[n] += value * _taper[n];
                    weight[n] += _taper[n] * _taper[n];
                }
            }
        }
        work.Return();
    }

    private void Transform(ReadOnlySpan<T> signal, int frame, int count, ref Work work)
    {
        LaneFrames<T>.Load(signal, frame * Hop, Hop, count, work.Frames);
        LaneFrames<T>.DetrendAndTaper(work.Frames, _options.Detrend, _taper, _fft, work.Re, work.Im);
        _fft.Transform(work.Re, work.Im, work.Scratch);
    }

    /// <summary>One vector a bin, one frame a lane, to [bins, frames].</summary>
    private static void Scatter(ReadOnlySpan<Vector<T>> bins, int count, int frame, int frameCount, Span<T> target)
    {
        if (count == Vector<T>.Count)
        {
            ref var first = ref target.Slice(frame, (bins.Length - 1) * frameCount + count)[0];
            for (var row = 0; row < bins.Length; row++) { bins[row].StoreUnsafe(ref first, (nuint)(row * frameCount)); }
            return;
        }
        for (var row = 0; row < bins.Length; row++)
        {
            for (var lane = 0; lane < count; lane++) { target[row * frameCount + frame + lane] = bins[row][lane]; }
        }
    }

    private static void Gather(ReadOnlySpan<T> source, int count, int frame, int frameCount, T scale, Span<Vector<T>> bins)
    {
        var values = LaneFrames<T>.Values(bins);
        values.Clear();
        for (var row = 0; row < bins.Length; row++)
        {
            for (var lane = 0; lane < count; lane++) { values[row * Vector<T>.Count + lane] = source[row * frameCount + frame + lane] * scale; }
        }
    }

    /// <summary>Rented memory of one call.</summary>
    private ref struct Work
    {
        private readonly T[] _rented;
        private Span<Vector<T>> _rest;

        public Work(StftKernel<T> kernel, int extraVectors)
        {
            var fft = kernel._fft;
            var vectors = kernel.Window + 2 * fft.PackedLength + fft.ScratchVectors + extraVectors;
            _rented = LaneFrames<T>.Rent(vectors);
            _rest = LaneFrames<T>.Vectors(_rented, vectors);
            Frames = Take(kernel.Window);
            Re = Take(fft.PackedLength);
            Im = Take(fft.PackedLength);
            Scratch = Take(fft.ScratchVectors);
        }

        public Span<Vector<T>> Frames { get; }

        public Span<Vector<T>> Re { get; }

        public Span<Vector<T>> Im { get; }

        public Span<Vector<T>> Scratch { get; }

        public Span<Vector<T>> Take(int count)
        {
            var taken = _rest[..count];
            _rest = _rest[count..];
            return taken;
        }

        public readonly void Return() => ArrayPool<T>.Shared.Return(_rented);
    }
}
