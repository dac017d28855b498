namespace Hms.Data.Synthetic;

/// <summary>A complex Fourier transform of a power of two, in place; used only to shape noise.</summary>
internal static class Fourier
{
    /// <summary>Transforms with the kernel exp(+2 pi i jk / n), not scaled.</summary>
    public static void Synthesise(Span<double> real, Span<double> imaginary)
    {
        var n = real.Length;
        ReverseBits(real, imaginary);
        var (cosines, sines) = Roots(n);
        for (var half = 1; half < n; half *= 2)
        {
            var stride = n / (2 * half);
            for (var start = 0; start < n; start += 2 * half)
            {
                for (var k = 0; k < half; k++)
                {
                    var (low, high) = (start + k, start + k + half);
                    var (c, s) = (cosines[k * stride], sines[k * stride]);
                    var x = real[high] * c - imaginary[high] * s;
                    var y = real[high] * s + imaginary[high] * c;
                    (real[high], imaginary[high]) = (real[low] - x, imaginary[low] - y);
                    (real[low], imaginary[low]) = (real[low] + x, imaginary[low] + y);
                }
            }
        }
    }

    private static void ReverseBits(Span<double> real, Span<double> imaginary)
    {
        var n = real.Length;
        for (int i = 1, j = 0; i < n; i++)
        {
            var bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1) { j ^= bit; }
            j ^= bit;
            if (i >= j) { continue; }
            (real[i], real[j]) = (real[j], real[i]);
            (imaginary[i], imaginary[j]) = (imaginary[j], imaginary[i]);
        }
    }

    private static readonly Lock Gate = new();
    private static (double[] Cosines, double[] Sines) _roots = ([], []);

    private static (double[] Cosines, double[] Sines) Roots(int n)
    {
        lock (Gate)
        {
            if (_roots.Cosines.Length == n / 2) { return _roots; }
            var cosines = new double[n / 2];
            var sines = new double[n / 2];
            for (var k = 0; k < n / 2; k++) { (sines[k], cosines[k]) = Math.SinCos(2 * Math.PI * k / n); }
            return _roots = (cosines, sines);
        }
    }
}
