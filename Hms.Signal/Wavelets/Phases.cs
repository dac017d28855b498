using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hms.Signal.Wavelets;

/// <summary>Takes samples of even and of odd place apart, and puts them together again. Moves values only, so every path gives the same.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal static class Phases<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>even[i] = signal[2i], odd[i] = signal[2i + 1] for all of even, which is as long as odd.</summary>
    public static void Split(ReadOnlySpan<T> signal, Span<T> even, Span<T> odd)
    {
        var (count, i) = (even.Length, 0);
        if (Vector256.IsHardwareAccelerated)
        {
            var width = Vector256<T>.Count;
            ref var source = ref MemoryMarshal.GetReference(signal[..(2 * count)]);
            ref var first = ref MemoryMarshal.GetReference(even);
            ref var second = ref MemoryMarshal.GetReference(odd[..count]);
            for (; i + width <= count; i += width)
            {
                var low = EvenFirst(Vector256.LoadUnsafe(ref source, (nuint)(2 * i)));
                var high = EvenFirst(Vector256.LoadUnsafe(ref source, (nuint)(2 * i + width)));
                Vector256.Create(low.GetLower(), high.GetLower()).StoreUnsafe(ref first, (nuint)i);
                Vector256.Create(low.GetUpper(), high.GetUpper()).StoreUnsafe(ref second, (nuint)i);
            }
        }
        for (; i < count; i++) { (even[i], odd[i]) = (signal[2 * i], signal[2 * i + 1]); }
    }

    /// <summary>signal[2i] = even[i], signal[2i + 1] = odd[i] for all of the signal; an odd length ends with an even place.</summary>
    public static void Merge(ReadOnlySpan<T> even, ReadOnlySpan<T> odd, Span<T> signal)
    {
        var (count, i) = (signal.Length / 2, 0);
        if (Vector256.IsHardwareAccelerated)
        {
            var width = Vector256<T>.Count;
            ref var target = ref MemoryMarshal.GetReference(signal);
            ref var first = ref MemoryMarshal.GetReference(even[..count]);
            ref var second = ref MemoryMarshal.GetReference(odd[..count]);
            for (; i + width <= count; i += width)
            {
                var (low, high) = (Vector256.LoadUnsafe(ref first, (nuint)i), Vector256.LoadUnsafe(ref second, (nuint)i));
                Alternate(Vector256.Create(low.GetLower(), high.GetLower())).StoreUnsafe(ref target, (nuint)(2 * i));
                Alternate(Vector256.Create(low.GetUpper(), high.GetUpper())).StoreUnsafe(ref target, (nuint)(2 * i + width));
            }
        }
        for (; i < count; i++) { (signal[2 * i], signal[2 * i + 1]) = (even[i], odd[i]); }
        if (signal.Length % 2 == 1) { signal[^1] = even[count]; }
    }

    private static Vector256<T> EvenFirst(Vector256<T> value) => typeof(T) == typeof(double)
        ? Vector256.Shuffle(value.AsDouble(), Vector256.Create(0L, 2, 1, 3)).As<double, T>()
        : Vector256.Shuffle(value.AsSingle(), Vector256.Create(0, 2, 4, 6, 1, 3, 5, 7)).As<float, T>();

    private static Vector256<T> Alternate(Vector256<T> value) => typeof(T) == typeof(double)
        ? Vector256.Shuffle(value.AsDouble(), Vector256.Create(0L, 2, 1, 3)).As<double, T>()
        : Vector256.Shuffle(value.AsSingle(), Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7)).As<float, T>();
}
