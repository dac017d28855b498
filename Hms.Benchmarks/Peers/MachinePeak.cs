using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Hms.Benchmarks.Peers;

/// <summary>What one core of this machine reaches at most, measured: fused multiply-adds in registers, and copying memory that no cache holds.</summary>
internal sealed record MachinePeak(double SingleFlopsPerSecond, double DoubleFlopsPerSecond, double BytesPerSecond)
{
    private const int FmaPasses = 200_000;
    private const int CopyFloats = 16 << 20;
    private const int Attempts = 12;

    public double FlopsPerSecond(FlopPrecision precision) => precision == FlopPrecision.Single ? SingleFlopsPerSecond : DoubleFlopsPerSecond;

    /// <summary>Best of several attempts: other work on the machine only makes a peak look lower.</summary>
    public static MachinePeak Measure()
    {
        var source = new float[CopyFloats];
        var target = new float[CopyFloats];
        source.AsSpan().Fill(1);
        double single = 0, pair = 0, bytes = 0;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            single = Math.Max(single, 2.0 * Chains * FmaPasses * Vector<float>.Count / Seconds(() => Fma(1.0f)));
            pair = Math.Max(pair, 2.0 * Chains * FmaPasses * Vector<double>.Count / Seconds(() => Fma(1.0)));
            bytes = Math.Max(bytes, 2.0 * CopyFloats * sizeof(float) / Seconds(() => source.AsSpan().CopyTo(target)));
        }
        return new MachinePeak(single, pair, bytes);
    }

    public override string ToString() =>
        $"one core at most, measured: {SingleFlopsPerSecond / 1e9:F0} GFLOP/s single, {DoubleFlopsPerSecond / 1e9:F0} double ({Vector<byte>.Count * 8} bit vectors), {BytesPerSecond / 1e9:F1} GB/s copied (read + written)";

    private static double Seconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    // Enough independent chains to hide the latency of a fused multiply-add (4 cycles x 2 units).
    private const int Chains = 10;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static T Fma<T>(T one) where T : unmanaged, INumber<T>
    {
        var (x, y) = (new Vector<T>(one), new Vector<T>(one));
        Vector<T> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x;
        for (var pass = 0; pass < FmaPasses; pass++)
        {
            a = Fused(x, y, a);
            b = Fused(x, y, b);
            c = Fused(x, y, c);
            d = Fused(x, y, d);
            e = Fused(x, y, e);
            f = Fused(x, y, f);
            g = Fused(x, y, g);
            h = Fused(x, y, h);
            i = Fused(x, y, i);
            j = Fused(x, y, j);
        }
        return (a + b + c + d + e + f + g + h + i + j)[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Fused<T>(Vector<T> x, Vector<T> y, Vector<T> z) => typeof(T) == typeof(float)
        ? Unsafe.BitCast<Vector<float>, Vector<T>>(Vector.FusedMultiplyAdd(Unsafe.BitCast<Vector<T>, Vector<float>>(x), Unsafe.BitCast<Vector<T>, Vector<float>>(y), Unsafe.BitCast<Vector<T>, Vector<float>>(z)))
        : Unsafe.BitCast<Vector<double>, Vector<T>>(Vector.FusedMultiplyAdd(Unsafe.BitCast<Vector<T>, Vector<double>>(x), Unsafe.BitCast<Vector<T>, Vector<double>>(y), Unsafe.BitCast<Vector<T>, Vector<double>>(z)));
}
