using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hms.Signal.Filters;

/// <summary>The sums of finite impulse responses, in double.</summary>
internal static class FirKernel
{
    // Outputs summed at once in registers.
    private const int Vectors = 4;

    /// <summary>output[n] = sum over k of h[k] signal[n + taps - 1 - k]: one lane an output, its terms in the order of k, each added by a fused multiply-add.</summary>
    /// <param name="h">Impulse response.</param>
    /// <param name="signal">Samples, [output.Length + taps - 1].</param>
    /// <param name="output">Receives the sums; apart from the signal.</param>
    public static void Convolve(ReadOnlySpan<double> h, ReadOnlySpan<double> signal, Span<double> output)
    {
        if (signal.Length != output.Length + h.Length - 1) { throw new ArgumentException($"{signal.Length} samples do not fit {output.Length} outputs of {h.Length} taps."); }
        var width = Vector<double>.Count;
        ref var source = ref MemoryMarshal.GetReference(signal);
        var n = 0;
        for (; n + Vectors * width <= output.Length; n += Vectors * width)
        {
            Vector<double> a = default, b = default, c = default, d = default;
            for (var k = 0; k < h.Length; k++)
            {
                var weight = new Vector<double>(h[k]);
                var at = (nuint)(n + h.Length - 1 - k);
                a = Vector.FusedMultiplyAdd(weight, Vector.LoadUnsafe(ref source, at), a);
                b = Vector.FusedMultiplyAdd(weight, Vector.LoadUnsafe(ref source, at + (nuint)width), b);
                c = Vector.FusedMultiplyAdd(weight, Vector.LoadUnsafe(ref source, at + (nuint)(2 * width)), c);
                d = Vector.FusedMultiplyAdd(weight, Vector.LoadUnsafe(ref source, at + (nuint)(3 * width)), d);
            }
            a.CopyTo(output[n..]);
            b.CopyTo(output[(n + width)..]);
            c.CopyTo(output[(n + 2 * width)..]);
            d.CopyTo(output[(n + 3 * width)..]);
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
