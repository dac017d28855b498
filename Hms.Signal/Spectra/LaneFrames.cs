using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Hms.Signal.Spectra;

/// <summary>Cuts windows out of a signal, one into each lane, and prepares them for <see cref="LaneRealFft{T}"/>.</summary>
internal static class LaneFrames<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Memory for a number of vectors; give it back to the pool.</summary>
    public static T[] Rent(int vectors) => ArrayPool<T>.Shared.Rent(vectors * Vector<T>.Count);

    /// <summary>Rented memory as vectors.</summary>
    public static Span<Vector<T>> Vectors(T[] rented, int vectors) => MemoryMarshal.Cast<T, Vector<T>>(rented.AsSpan(0, vectors * Vector<T>.Count));

    /// <summary>Vectors as their lanes, lane after lane of one vector after the other.</summary>
    public static Span<T> Values(Span<Vector<T>> vectors) => MemoryMarshal.Cast<Vector<T>, T>(vectors);

    /// <summary>Loads windows that start at <paramref name="start"/>, start + hop, ...; lanes beyond <paramref name="count"/> repeat the last window.</summary>
    public static void Load<TSample>(ReadOnlySpan<TSample> signal, int start, int hop, int count, Span<Vector<T>> frames)
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
