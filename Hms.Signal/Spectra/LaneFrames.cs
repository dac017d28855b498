using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hms.Signal.Spectra;

/// <summary>Cuts windows out of a signal, one into each lane, and prepares them for <see cref="LaneRealFft{T}"/>.</summary>
internal static class LaneFrames<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int CacheLineBytes = 64;

    /// <summary>Memory for a number of vectors; give it back to the pool.</summary>
    public static T[] Rent(int vectors) => ArrayPool<T>.Shared.Rent(vectors * Vector<T>.Count + CacheLineBytes / Unsafe.SizeOf<T>());

    /// <summary>Rented memory as vectors, from the start of a cache line on: the spectrogram of the paper is a tenth faster than with vectors that lie across two.</summary>
    /// <remarks>Where the collector moves the memory meanwhile, it is as fast as chance has it, and as right.</remarks>
    public static Span<Vector<T>> Vectors(T[] rented, int vectors)
    {
        var address = Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref MemoryMarshal.GetArrayDataReference(rented));
        var start = (int)(-address & (CacheLineBytes - 1)) / Unsafe.SizeOf<T>();
        return MemoryMarshal.Cast<T, Vector<T>>(rented.AsSpan(start, vectors * Vector<T>.Count));
    }

    /// <summary>Vectors as their lanes, lane after lane of one vector after the other.</summary>
    public static Span<T> Values(Span<Vector<T>> vectors) => MemoryMarshal.Cast<Vector<T>, T>(vectors);

    /// <summary>Loads windows that start at <paramref name="start"/>, start + hop, ...; lanes beyond <paramref name="count"/> repeat the last window.</summary>
    public static void Load<TSample>(ReadOnlySpan<TSample> signal, int start, int hop, int count, Span<Vector<T>> frames)
        where TSample : unmanaged, IFloatingPointIeee754<TSample>
    {
        if (Avx.IsSupported && Vector<float>.Count == Vector256<float>.Count && typeof(T) == typeof(float) && typeof(TSample) == typeof(float))
        {
            LaneTransposition.Load(MemoryMarshal.Cast<TSample, float>(signal), start, hop, count, MemoryMarshal.Cast<T, float>(Values(frames)));
            return;
        }
        LoadSingly(signal, start, hop, count, frames);
    }

    /// <summary><see cref="Load"/>, sample by sample, on any processor.</summary>
    internal static void LoadSingly<TSample>(ReadOnlySpan<TSample> signal, int start, int hop, int count, Span<Vector<T>> frames)
        where TSample : unmanaged, IFloatingPointIeee754<TSample>
    {
        var values = Values(frames);
        // Two lanes at a time: a lane's samples lie a vector apart, so its neighbour's share the cache line that is written.
        for (var lane = 0; lane < Vector<T>.Count; lane += 2)
        {
            var first = signal.Slice(start + Math.Min(lane, count - 1) * hop, frames.Length);
            var second = signal.Slice(start + Math.Min(lane + 1, count - 1) * hop, frames.Length);
            for (int n = 0, target = lane; n < first.Length; n++, target += Vector<T>.Count)
            {
                values[target + 1] = T.CreateTruncating(second[n]);
                values[target] = T.CreateTruncating(first[n]);
            }
        }
    }

    /// <summary>Removes each window's mean or line. Sums run over differences from the first sample, so that a large offset costs no digits.</summary>
    public static void Detrend(Span<Vector<T>> frames, Detrending detrending)
    {
        if (detrending == Detrending.None) { return; }
        var centre = T.CreateTruncating((frames.Length - 1) / 2.0);
        var (first, sum, moment) = (frames[0], Vector<T>.Zero, Vector<T>.Zero);
        for (var n = 0; n < frames.Length; n++)
        {
            var value = frames[n] - first;
            frames[n] = value;
            sum += value;
            if (detrending == Detrending.Linear) { moment += value * (T.CreateTruncating(n) - centre); }
        }
        var mean = sum / T.CreateTruncating(frames.Length);
        var slope = frames.Length == 1 ? Vector<T>.Zero : moment / T.CreateTruncating(frames.Length * ((double)frames.Length * frames.Length - 1) / 12);
        for (var n = 0; n < frames.Length; n++)
        {
            var trend = detrending == Detrending.Linear ? mean + slope * (T.CreateTruncating(n) - centre) : mean;
            frames[n] -= trend;
        }
    }

    /// <summary><see cref="Detrend"/> and <see cref="TaperAndPack"/> with one taper, in one pass where that can be; the windows may change.</summary>
    public static void DetrendAndTaper(Span<Vector<T>> frames, Detrending detrending, ReadOnlySpan<T> taper, LaneRealFft<T> fft, Span<Vector<T>> re, Span<Vector<T>> im)
    {
        if (detrending != Detrending.Constant || !fft.IsEven)
        {
            Detrend(frames, detrending);
            TaperAndPack(frames, taper, fft, re, im);
            return;
        }
        var (first, sum) = (frames[0], Vector<T>.Zero);
        foreach (ref readonly var frame in frames) { sum += frame - first; }
        var mean = sum / T.CreateTruncating(frames.Length);
        var pairs = frames.Length / 2;
        for (var n = 0; n < pairs; n++)
        {
            re[n] = (frames[2 * n] - first - mean) * taper[2 * n];
            im[n] = (frames[2 * n + 1] - first - mean) * taper[2 * n + 1];
        }
        re[pairs..].Clear();
        im[pairs..].Clear();
        if (frames.Length % 2 == 1) { re[pairs] = (frames[^1] - first - mean) * taper[frames.Length - 1]; }
    }

    /// <summary>Multiplies by a taper and packs for the transform, zeros after the window's end.</summary>
    public static void TaperAndPack(ReadOnlySpan<Vector<T>> frames, ReadOnlySpan<T> taper, LaneRealFft<T> fft, Span<Vector<T>> re, Span<Vector<T>> im)
    {
        if (!fft.IsEven)
        {
            for (var n = 0; n < frames.Length; n++) { re[n] = frames[n] * taper[n]; }
            re[frames.Length..].Clear();
            im.Clear();
            return;
        }
        var pairs = frames.Length / 2;
        for (var n = 0; n < pairs; n++)
        {
            re[n] = frames[2 * n] * taper[2 * n];
            im[n] = frames[2 * n + 1] * taper[2 * n + 1];
        }
        re[pairs..].Clear();
        im[pairs..].Clear();
        if (frames.Length % 2 == 1) { re[pairs] = frames[^1] * taper[frames.Length - 1]; }
    }
}
