using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hms.Signal.Wavelets;

/// <summary>Two outputs from two inputs, each by its own short filter: the arithmetic of both directions of a two-channel filter bank.</summary>
/// <remarks>
/// first[k] = sum over m of c[4m] a[k + m] + c[4m + 1] b[k + m]; second[k] likewise with c[4m + 2] and c[4m + 3].
/// Every output is one chain of fused multiply-adds in this order, whatever the vector width: results do not depend on it. <see cref="RunScalar"/> is the oracle.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
internal static class PolyphaseKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Block = 4;

    /// <summary>Computes all outputs.</summary>
    /// <param name="c">Taps, four for each m.</param>
    /// <param name="a">First input, at least outputs + taps / 4 - 1 values.</param>
    /// <param name="b">Second input, as long.</param>
    /// <param name="first">First output.</param>
    /// <param name="second">Second output, as long.</param>
    public static void Run(ReadOnlySpan<T> c, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> first, Span<T> second)
    {
        var count = first.Length;
        RequireFitting(c, a, b, first, second);
        var width = Vector<T>.Count;
        if (count < width)
        {
            RunScalar(c, a, b, first, second);
            return;
        }
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b);
        ref var u = ref MemoryMarshal.GetReference(first);
        ref var v = ref MemoryMarshal.GetReference(second);
        var k = 0;
        for (; k + Block * width <= count; k += Block * width)
        {
            RunBlock(c, ref Unsafe.Add(ref x, k), ref Unsafe.Add(ref y, k), ref Unsafe.Add(ref u, k), ref Unsafe.Add(ref v, k));
        }
        for (; k + width <= count; k += width)
        {
            RunVector(c, ref Unsafe.Add(ref x, k), ref Unsafe.Add(ref y, k), ref Unsafe.Add(ref u, k), ref Unsafe.Add(ref v, k));
        }
        if (k < count)
        {
            // The last vector computes some outputs again: the same chains, so the same values.
            k = count - width;
            RunVector(c, ref Unsafe.Add(ref x, k), ref Unsafe.Add(ref y, k), ref Unsafe.Add(ref u, k), ref Unsafe.Add(ref v, k));
        }
    }

    /// <summary>The definition, one output after the other.</summary>
    public static void RunScalar(ReadOnlySpan<T> c, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> first, Span<T> second)
    {
        for (var k = 0; k < first.Length; k++)
        {
            var (u, v) = (T.Zero, T.Zero);
            for (var m = 0; m < c.Length / 4; m++)
            {
                u = T.FusedMultiplyAdd(c[4 * m], a[k + m], u);
                v = T.FusedMultiplyAdd(c[4 * m + 2], a[k + m], v);
                u = T.FusedMultiplyAdd(c[4 * m + 1], b[k + m], u);
                v = T.FusedMultiplyAdd(c[4 * m + 3], b[k + m], v);
            }
            first[k] = u;
            second[k] = v;
        }
    }

    private static void RunBlock(ReadOnlySpan<T> c, ref T x, ref T y, ref T first, ref T second)
    {
        var width = Vector<T>.Count;
        Vector<T> u0 = default, u1 = default, u2 = default, u3 = default, v0 = default, v1 = default, v2 = default, v3 = default;
        for (var i = 0; i + 3 < c.Length; i += 4)
        {
            var (p, q) = (new Vector<T>(c[i]), new Vector<T>(c[i + 2]));
            var s = Load(ref x, 0);
            (u0, v0) = (Add(p, s, u0), Add(q, s, v0));
            s = Load(ref x, width);
            (u1, v1) = (Add(p, s, u1), Add(q, s, v1));
            s = Load(ref x, 2 * width);
            (u2, v2) = (Add(p, s, u2), Add(q, s, v2));
            s = Load(ref x, 3 * width);
            (u3, v3) = (Add(p, s, u3), Add(q, s, v3));
            (p, q) = (new Vector<T>(c[i + 1]), new Vector<T>(c[i + 3]));
            s = Load(ref y, 0);
            (u0, v0) = (Add(p, s, u0), Add(q, s, v0));
            s = Load(ref y, width);
            (u1, v1) = (Add(p, s, u1), Add(q, s, v1));
            s = Load(ref y, 2 * width);
            (u2, v2) = (Add(p, s, u2), Add(q, s, v2));
            s = Load(ref y, 3 * width);
            (u3, v3) = (Add(p, s, u3), Add(q, s, v3));
            x = ref Unsafe.Add(ref x, 1);
            y = ref Unsafe.Add(ref y, 1);
        }
        Store(u0, ref first, 0);
        Store(u1, ref first, width);
        Store(u2, ref first, 2 * width);
        Store(u3, ref first, 3 * width);
        Store(v0, ref second, 0);
        Store(v1, ref second, width);
        Store(v2, ref second, 2 * width);
        Store(v3, ref second, 3 * width);
    }

    private static void RunVector(ReadOnlySpan<T> c, ref T x, ref T y, ref T first, ref T second)
    {
        Vector<T> u = default, v = default;
        for (var i = 0; i + 3 < c.Length; i += 4)
        {
            var s = Load(ref x, i / 4);
            (u, v) = (Add(new Vector<T>(c[i]), s, u), Add(new Vector<T>(c[i + 2]), s, v));
            s = Load(ref y, i / 4);
            (u, v) = (Add(new Vector<T>(c[i + 1]), s, u), Add(new Vector<T>(c[i + 3]), s, v));
        }
        Store(u, ref first, 0);
        Store(v, ref second, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Add(Vector<T> factor, Vector<T> value, Vector<T> sum) => typeof(T) == typeof(double)
        ? Vector.FusedMultiplyAdd(factor.As<T, double>(), value.As<T, double>(), sum.As<T, double>()).As<double, T>()
        : Vector.FusedMultiplyAdd(factor.As<T, float>(), value.As<T, float>(), sum.As<T, float>()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Load(ref T source, int offset) => Vector.LoadUnsafe(ref source, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector<T> value, ref T target, int offset) => value.StoreUnsafe(ref target, (nuint)offset);

    private static void RequireFitting(ReadOnlySpan<T> c, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> first, Span<T> second)
    {
        var needed = first.Length + c.Length / 4 - 1;
        if (c.Length % 4 != 0 || a.Length < needed || b.Length < needed || second.Length != first.Length)
        {
            throw new ArgumentException($"Inputs of {a.Length} and {b.Length} do not fit outputs of {first.Length} and {second.Length} and {c.Length} taps.");
        }
    }
}
