using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hms.Signal.Filters;

/// <summary>Brings channels into lanes and back: [channels, samples] of float or double to [samples, lanes] of double.</summary>
internal static class LaneOrder
{
    /// <summary>Writes a stretch of every channel into its lane; lanes without a channel are not touched.</summary>
    /// <param name="channels">[channels, samples], at most as many channels as lanes.</param>
    /// <param name="samples">Samples of a channel.</param>
    /// <param name="start">First sample to take.</param>
    /// <param name="count">Samples to take.</param>
    /// <param name="lanes">Lanes.</param>
    /// <param name="interleaved">Receives [count, lanes].</param>
    public static void Interleave<T>(ReadOnlySpan<T> channels, int samples, int start, int count, int lanes, Span<double> interleaved)
        where T : struct, IFloatingPointIeee754<T>
    {
        var channel = 0;
        for (; typeof(T) == typeof(float) && (channel + 4L) * samples <= channels.Length && channel + 4 <= lanes; channel += 4)
        {
            var done = InterleaveFour(MemoryMarshal.Cast<T, float>(channels[(channel * samples)..]), samples, start, count, lanes, interleaved[channel..]);
            for (var lane = channel; lane < channel + 4; lane++) { Interleave(channels.Slice(lane * samples + start, count), lane, lanes, done, interleaved); }
        }
        for (; channel * samples < channels.Length; channel++) { Interleave(channels.Slice(channel * samples + start, count), channel, lanes, from: 0, interleaved); }
    }

    /// <summary>Writes every lane that has a channel back into a stretch of it.</summary>
    /// <param name="interleaved">[count, lanes].</param>
    /// <param name="lanes">Lanes.</param>
    /// <param name="channels">[channels, samples], at most as many channels as lanes.</param>
    /// <param name="samples">Samples of a channel.</param>
    /// <param name="start">First sample to write.</param>
    /// <param name="count">Samples to write.</param>
    public static void Separate<T>(ReadOnlySpan<double> interleaved, int lanes, Span<T> channels, int samples, int start, int count)
        where T : struct, IFloatingPointIeee754<T>
    {
        var channel = 0;
        for (; typeof(T) == typeof(float) && (channel + 4L) * samples <= channels.Length && channel + 4 <= lanes; channel += 4)
        {
            var done = SeparateFour(interleaved[channel..], lanes, MemoryMarshal.Cast<T, float>(channels[(channel * samples)..]), samples, start, count);
            for (var lane = channel; lane < channel + 4; lane++) { Separate(interleaved, lane, lanes, done, channels.Slice(lane * samples + start, count)); }
        }
        for (; channel * samples < channels.Length; channel++) { Separate(interleaved, channel, lanes, from: 0, channels.Slice(channel * samples + start, count)); }
    }

    private static void Interleave<T>(ReadOnlySpan<T> channel, int lane, int lanes, int from, Span<double> interleaved)
        where T : struct, IFloatingPointIeee754<T>
    {
        for (int i = from, at = from * lanes + lane; i < channel.Length; i++, at += lanes) { interleaved[at] = double.CreateTruncating(channel[i]); }
    }

    private static void Separate<T>(ReadOnlySpan<double> interleaved, int lane, int lanes, int from, Span<T> channel)
        where T : struct, IFloatingPointIeee754<T>
    {
        for (int i = from, at = from * lanes + lane; i < channel.Length; i++, at += lanes) { channel[i] = T.CreateTruncating(interleaved[at]); }
    }

    /// <summary>Four channels, four samples at a time, transposed in registers; returns how many samples were done.</summary>
    private static int InterleaveFour(ReadOnlySpan<float> channels, int samples, int start, int count, int lanes, Span<double> interleaved)
    {
        var whole = count & ~3;
        if (!Vector128.IsHardwareAccelerated) { return 0; }
        if (interleaved.Length < (count - 1) * lanes + 4) { throw new ArgumentException("Too short.", nameof(interleaved)); }
        ref var source = ref Unsafe.Add(ref MemoryMarshal.GetReference(channels), start);
        ref var target = ref MemoryMarshal.GetReference(interleaved);
        for (var i = 0; i < whole; i += 4)
        {
            var (a, b, c, d) = Transpose(
                Vector128.LoadUnsafe(ref source, (nuint)i),
                Vector128.LoadUnsafe(ref source, (nuint)(samples + i)),
                Vector128.LoadUnsafe(ref source, (nuint)(2 * samples + i)),
                Vector128.LoadUnsafe(ref source, (nuint)(3 * samples + i)));
            var at = (nuint)(i * lanes);
            Widen(a).StoreUnsafe(ref target, at);
            Widen(b).StoreUnsafe(ref target, at + (nuint)lanes);
            Widen(c).StoreUnsafe(ref target, at + (nuint)(2 * lanes));
            Widen(d).StoreUnsafe(ref target, at + (nuint)(3 * lanes));
        }
        return whole;
    }

    private static int SeparateFour(ReadOnlySpan<double> interleaved, int lanes, Span<float> channels, int samples, int start, int count)
    {
        var whole = count & ~3;
        if (!Vector128.IsHardwareAccelerated) { return 0; }
        if (interleaved.Length < (count - 1) * lanes + 4) { throw new ArgumentException("Too short.", nameof(interleaved)); }
        ref var source = ref MemoryMarshal.GetReference(interleaved);
        ref var target = ref Unsafe.Add(ref MemoryMarshal.GetReference(channels), start);
        for (var i = 0; i < whole; i += 4)
        {
            var at = (nuint)(i * lanes);
            var (a, b, c, d) = Transpose(
                Narrow(Vector256.LoadUnsafe(ref source, at)),
                Narrow(Vector256.LoadUnsafe(ref source, at + (nuint)lanes)),
                Narrow(Vector256.LoadUnsafe(ref source, at + (nuint)(2 * lanes))),
                Narrow(Vector256.LoadUnsafe(ref source, at + (nuint)(3 * lanes))));
            a.StoreUnsafe(ref target, (nuint)i);
            b.StoreUnsafe(ref target, (nuint)(samples + i));
            c.StoreUnsafe(ref target, (nuint)(2 * samples + i));
            d.StoreUnsafe(ref target, (nuint)(3 * samples + i));
        }
        return whole;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> A, Vector128<float> B, Vector128<float> C, Vector128<float> D) Transpose(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d)
    {
        if (Sse.IsSupported)
        {
            Vector128<float> lowAB = Sse.UnpackLow(a, b), highAB = Sse.UnpackHigh(a, b), lowCD = Sse.UnpackLow(c, d), highCD = Sse.UnpackHigh(c, d);
            return (Sse.MoveLowToHigh(lowAB, lowCD), Sse.MoveHighToLow(lowCD, lowAB), Sse.MoveLowToHigh(highAB, highCD), Sse.MoveHighToLow(highCD, highAB));
        }
        return (Vector128.Create(a[0], b[0], c[0], d[0]), Vector128.Create(a[1], b[1], c[1], d[1]), Vector128.Create(a[2], b[2], c[2], d[2]), Vector128.Create(a[3], b[3], c[3], d[3]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Widen(Vector128<float> value)
    {
        if (Avx.IsSupported) { return Avx.ConvertToVector256Double(value); }
        var (lower, upper) = Vector128.Widen(value);
        return Vector256.Create(lower, upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Narrow(Vector256<double> value) => Avx.IsSupported
        ? Avx.ConvertToVector128Single(value)
        : Vector128.Narrow(value.GetLower(), value.GetUpper());
}
