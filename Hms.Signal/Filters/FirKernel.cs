using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hms.Signal.Filters;

/// <summary>The sums of finite impulse responses, in double.</summary>
internal static class FirKernel
{
    // Outputs summed at once in registers.
    private const int Vectors = 4;
    private const int Width = 4;

    /// <summary>output[n] = sum over k of h[k] signal[n + taps - 1 - k]: one lane an output, its terms in the order of k, each added by a fused multiply-add.</summary>
    /// <param name="h">Impulse response.</param>
    /// <param name="signal">Samples, [output.Length + taps - 1].</param>
    /// <param name="output">Receives the sums; apart from the signal.</param>
    public static void Convolve(ReadOnlySpan<double> h, ReadOnlySpan<double> signal, Span<double> output)
    {
        if (signal.Length != output.Length + h.Length - 1) { throw new ArgumentException($"{signal.Length} samples do not fit {output.Length} outputs of {h.Length} taps."); }
        ref var source = ref MemoryMarshal.GetReference(signal);
        ref var target = ref MemoryMarshal.GetReference(output);
        var n = 0;
        for (; n + Vectors * Width <= output.Length; n += Vectors * Width)
        {
            Vector256<double> a = default, b = default, c = default, d = default;
            ref var newest = ref Unsafe.Add(ref source, n + h.Length - 1);
            for (var k = 0; k < h.Length; k++)
            {
                var weight = Vector256.Create(h[k]);
                ref var at = ref Unsafe.Add(ref newest, -k);
                a = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref at), a);
                b = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref at, Width), b);
                c = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref at, 2 * Width), c);
                d = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref at, 3 * Width), d);
            }
            a.StoreUnsafe(ref target, (nuint)n);
            b.StoreUnsafe(ref target, (nuint)(n + Width));
            c.StoreUnsafe(ref target, (nuint)(n + 2 * Width));
            d.StoreUnsafe(ref target, (nuint)(n + 3 * Width));
        }
        for (; n < output.Length; n++)
        {
            var sum = 0.0;
            for (var k = 0; k < h.Length; k++) { sum = Math.FusedMultiplyAdd(h[k], signal[n + h.Length - 1 - k], sum); }
            output[n] = sum;
        }
    }

    /// <summary>Sum of products, always as four partial sums of every fourth term, so that it does not depend on the processor's vectors.</summary>
    /// <param name="weights">Weights, a multiple of four.</param>
    /// <param name="signal">At least as many samples.</param>
    public static double Dot(ReadOnlySpan<double> weights, ReadOnlySpan<double> signal)
    {
        signal = signal[..weights.Length];
        ref var w = ref MemoryMarshal.GetReference(weights);
        ref var s = ref MemoryMarshal.GetReference(signal);
        var sums = Vector256<double>.Zero;
        for (var i = 0; i + 4 <= weights.Length; i += 4)
        {
            sums = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref Unsafe.Add(ref w, i)), Vector256.LoadUnsafe(ref Unsafe.Add(ref s, i)), sums);
        }
        return sums[0] + sums[1] + (sums[2] + sums[3]);
    }
}
