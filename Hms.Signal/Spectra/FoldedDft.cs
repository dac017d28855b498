using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hms.Signal.Spectra;

/// <summary>Power at a few frequencies of short windows, by the defining sum: cheaper than a transform where window and band are a small part of it.</summary>
/// <remarks>
/// A periodic window is even about its centre, so the samples at equal distance d on both sides are added for the cosines and subtracted for the sines:
/// re = sum w_d cos(2 pi k d / N) (x[c+d] + x[c-d]), im = sum w_d sin(2 pi k d / N) (x[c+d] - x[c-d]), half the multiplications. What remains is a small matrix
/// product, [bins, folds] x [folds, frames], done in blocks that stay in registers. All register widths give the same result. Immutable and thread-safe.
/// </remarks>
internal sealed class FoldedDft
{
    /// <summary>Frames that one call takes at most; a multiple of every tile.</summary>
    public const int BlockFrames = 288;

    // A tile of 3 registers of frames by 4 bins: 12 sums, one table value and up to 3 samples fill the 16 registers of 256-bit machines.
    private const int TileBins = 4;
    private const int TileRegisters = 3;

    // Sample indices of each fold, relative to the window's start; Second is -1 where the fold has one sample.
    private readonly (int First, int Second)[] _folds;
    private readonly float[] _cosines;
    private readonly float[] _sines;
    private readonly int _paddedBins;

    /// <summary>Prepares the tables.</summary>
    /// <param name="window">Periodic window, shape [W].</param>
    /// <param name="fftLength">N: bins are multiples of the sample rate / N.</param>
    /// <param name="firstBin">First bin.</param>
    /// <param name="binCount">Number of bins.</param>
    public FoldedDft(double[] window, int fftLength, int firstBin, int binCount)
    {
        var length = window.Length;
        var folds = new List<(int First, int Second)>();
        for (var n = length / 2; n >= 1; n--) { folds.Add(2 * n == length ? (n, -1) : (length - n, n)); }
        if (window[0] != 0) { folds.Add((0, -1)); }
        _folds = [.. folds.Distinct()];
        _paddedBins = (binCount + TileBins - 1) / TileBins * TileBins;
        _cosines = new float[_folds.Length * _paddedBins];
        _sines = new float[_folds.Length * _paddedBins];
        for (var bin = 0; bin < binCount; bin++)
        {
            for (var fold = 0; fold < _folds.Length; fold++)
            {
                // Twice the distance from the centre W / 2 is whole for odd W too.
                var twice = 2L * _folds[fold].First - length;
                var (sine, cosine) = Math.SinCos(Math.PI * (twice * (firstBin + bin) % (2L * fftLength)) / fftLength);
                var weight = window[_folds[fold].First];
                // Four bins of a fold lie together, as a tile reads them.
                var at = (bin / TileBins * _folds.Length + fold) * TileBins + bin % TileBins;
                _cosines[at] = (float)(weight * cosine);
                _sines[at] = (float)(weight * sine);
            }
        }
    }

    /// <summary>Multiply-adds of one frame.</summary>
    public long Cost => 2L * _folds.Length * _paddedBins;

    /// <summary>Floats of working memory for one call.</summary>
    public int ScratchLength => 2 * _folds.Length * BlockFrames;

    /// <summary>Floats that <see cref="Power"/> writes: [bins rounded up to 4, <see cref="BlockFrames"/>].</summary>
    public int PowerLength => _paddedBins * BlockFrames;

    /// <summary>Squared magnitudes of the bins of several frames, in the widest registers that this processor has.</summary>
    /// <param name="samples">Samples, the first frame's window at 0; reaches to the end of the last frame's window.</param>
    /// <param name="hop">Samples from frame to frame.</param>
    /// <param name="frames">Number of frames, at most <see cref="BlockFrames"/>.</param>
    /// <param name="scratch">Working memory, <see cref="ScratchLength"/>.</param>
    /// <param name="power">Receives [bins, <see cref="BlockFrames"/>]; what lies beyond the frames has no meaning.</param>
    public void Power(ReadOnlySpan<float> samples, int hop, int frames, Span<float> scratch, Span<float> power)
    {
        if (Vector512.IsHardwareAccelerated) { Power<Lanes512>(samples, hop, frames, scratch, power); }
        else if (Vector256.IsHardwareAccelerated) { Power<Lanes256>(samples, hop, frames, scratch, power); }
        else if (Vector128.IsHardwareAccelerated) { Power<Lanes128>(samples, hop, frames, scratch, power); }
        else { Power<LanesScalar>(samples, hop, frames, scratch, power); }
    }

    /// <summary>The same in registers of a given width.</summary>
    internal void Power<TLanes>(ReadOnlySpan<float> samples, int hop, int frames, Span<float> scratch, Span<float> power)
        where TLanes : struct, ILanes<TLanes>
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frames, BlockFrames);
        var half = _folds.Length * BlockFrames;
        var sums = scratch[..half];
        var differences = scratch.Slice(half, half);
        Fold(samples, hop, frames, sums, differences);
        // The lengths are checked here once, so that the tiles may index without checks.
        ref var target = ref power[..PowerLength][0];
        var tileFrames = TileRegisters * TLanes.Count;
        for (var frame = 0; frame < frames; frame += tileFrames)
        {
            for (var bin = 0; bin < _paddedBins; bin += TileBins)
            {
                ref var at = ref Unsafe.Add(ref target, bin * BlockFrames + frame);
                var table = bin * _folds.Length;
                Tile<TLanes>(ref sums[frame], ref _cosines[table], _folds.Length, ref at, isFirst: true);
                Tile<TLanes>(ref differences[frame], ref _sines[table], _folds.Length, ref at, isFirst: false);
            }
        }
    }

    private void Fold(ReadOnlySpan<float> samples, int hop, int frames, Span<float> sums, Span<float> differences)
    {
        for (var fold = 0; fold < _folds.Length; fold++)
        {
            var (first, second) = _folds[fold];
            var sumRow = sums.Slice(fold * BlockFrames, BlockFrames);
            var differenceRow = differences.Slice(fold * BlockFrames, BlockFrames);
            var right = samples[first..];
            if (second < 0)
            {
                for (int frame = 0, at = 0; frame < frames; frame++, at += hop) { sumRow[frame] = differenceRow[frame] = right[at]; }
            }
            else
            {
                var left = samples[second..];
                for (int frame = 0, at = 0; frame < frames; frame++, at += hop)
                {
                    var (a, b) = (right[at], left[at]);
                    sumRow[frame] = a + b;
                    differenceRow[frame] = a - b;
                }
            }
            // Lanes beyond the frames are computed too; zeros keep them from slow numbers.
            sumRow[frames..].Clear();
            differenceRow[frames..].Clear();
        }
    }

    /// <summary>Sums of one tile: squares are written (first) or added to what is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile<TLanes>(ref float samples, ref float table, int folds, ref float target, bool isFirst)
        where TLanes : struct, ILanes<TLanes>
    {
        var zero = TLanes.Broadcast(0);
        TLanes a0 = zero, a1 = zero, a2 = zero, b0 = zero, b1 = zero, b2 = zero, c0 = zero, c1 = zero, c2 = zero, d0 = zero, d1 = zero, d2 = zero;
        for (var fold = 0; fold < folds; fold++)
        {
            var x0 = TLanes.Load(ref samples);
            var x1 = TLanes.Load(ref Unsafe.Add(ref samples, TLanes.Count));
            var x2 = TLanes.Load(ref Unsafe.Add(ref samples, 2 * TLanes.Count));
            var weight = TLanes.Broadcast(table);
            (a0, a1, a2) = (x0.MultiplyAdd(weight, a0), x1.MultiplyAdd(weight, a1), x2.MultiplyAdd(weight, a2));
            weight = TLanes.Broadcast(Unsafe.Add(ref table, 1));
            (b0, b1, b2) = (x0.MultiplyAdd(weight, b0), x1.MultiplyAdd(weight, b1), x2.MultiplyAdd(weight, b2));
            weight = TLanes.Broadcast(Unsafe.Add(ref table, 2));
            (c0, c1, c2) = (x0.MultiplyAdd(weight, c0), x1.MultiplyAdd(weight, c1), x2.MultiplyAdd(weight, c2));
            weight = TLanes.Broadcast(Unsafe.Add(ref table, 3));
            (d0, d1, d2) = (x0.MultiplyAdd(weight, d0), x1.MultiplyAdd(weight, d1), x2.MultiplyAdd(weight, d2));
            samples = ref Unsafe.Add(ref samples, BlockFrames);
            table = ref Unsafe.Add(ref table, TileBins);
        }
        Square(a0, a1, a2, ref target, isFirst);
        Square(b0, b1, b2, ref Unsafe.Add(ref target, BlockFrames), isFirst);
        Square(c0, c1, c2, ref Unsafe.Add(ref target, 2 * BlockFrames), isFirst);
        Square(d0, d1, d2, ref Unsafe.Add(ref target, 3 * BlockFrames), isFirst);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square<TLanes>(TLanes s0, TLanes s1, TLanes s2, ref float target, bool isFirst)
        where TLanes : struct, ILanes<TLanes>
    {
        ref var second = ref Unsafe.Add(ref target, TLanes.Count);
        ref var third = ref Unsafe.Add(ref target, 2 * TLanes.Count);
        var zero = TLanes.Broadcast(0);
        s0.MultiplyAdd(s0, isFirst ? zero : TLanes.Load(ref target)).Store(ref target);
        s1.MultiplyAdd(s1, isFirst ? zero : TLanes.Load(ref second)).Store(ref second);
        s2.MultiplyAdd(s2, isFirst ? zero : TLanes.Load(ref third)).Store(ref third);
    }
}
