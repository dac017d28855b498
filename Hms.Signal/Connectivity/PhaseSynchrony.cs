namespace Hms.Signal.Connectivity;

/// <summary>How steadily the phases of two signals go together, from their analytic signals x + i H(x) (see <see cref="Spectra.HilbertTransform"/>).</summary>
/// <remarks>
/// The signals should be of one narrow band. In each, S = X conj(Y) at a sample. Checked in PhaseSynchronyTests. NaN in any input gives NaN. Sums run in the order of time.
/// </remarks>
public static class PhaseSynchrony
{
    /// <summary>Phase-lag index, |mean of sign(Im S)|, 0 to 1 (Stam, Nolte and Daffertshofer 2007): 0 for lags around 0 or half a period, so volume conduction does not count.</summary>
    /// <param name="x">Real part of the first signal.</param>
    /// <param name="xQuadrature">Its Hilbert transform.</param>
    /// <param name="y">Real part of the second signal.</param>
    /// <param name="yQuadrature">Its Hilbert transform.</param>
    /// <exception cref="ArgumentException">The lengths differ or are 0.</exception>
    public static double PhaseLagIndex(ReadOnlySpan<double> x, ReadOnlySpan<double> xQuadrature, ReadOnlySpan<double> y, ReadOnlySpan<double> yQuadrature)
    {
        RequireSameLength(x.Length, xQuadrature.Length, y.Length, yQuadrature.Length);
        var (balance, sum) = (0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            var lag = xQuadrature[i] * y[i] - x[i] * yQuadrature[i];
            sum += lag;
            balance += (lag > 0 ? 1 : 0) - (lag < 0 ? 1 : 0);
        }
        return double.IsNaN(sum) ? double.NaN : Math.Abs(balance) / (double)x.Length;
    }

    /// <summary>Weighted phase-lag index, |sum of Im S| / sum of |Im S|, 0 to 1 (Vinck et al. 2011): lags near 0 weigh little. 0 where every Im S is 0.</summary>
    /// <param name="x">Real part of the first signal.</param>
    /// <param name="xQuadrature">Its Hilbert transform.</param>
    /// <param name="y">Real part of the second signal.</param>
    /// <param name="yQuadrature">Its Hilbert transform.</param>
    /// <exception cref="ArgumentException">The lengths differ or are 0.</exception>
    public static double WeightedPhaseLagIndex(ReadOnlySpan<double> x, ReadOnlySpan<double> xQuadrature, ReadOnlySpan<double> y, ReadOnlySpan<double> yQuadrature)
    {
        RequireSameLength(x.Length, xQuadrature.Length, y.Length, yQuadrature.Length);
        var (sum, size) = (0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            var lag = xQuadrature[i] * y[i] - x[i] * yQuadrature[i];
            sum += lag;
            size += Math.Abs(lag);
        }
        return size == 0 ? 0 : Math.Abs(sum) / size;
    }

    /// <summary>Phase-locking value, |mean of S / |S||, 0 to 1 (Lachaux et al. 1999): 1 for any constant lag, 0 included. Samples where a signal is 0 have no phase and add nothing.</summary>
    /// <param name="x">Real part of the first signal.</param>
    /// <param name="xQuadrature">Its Hilbert transform.</param>
    /// <param name="y">Real part of the second signal.</param>
    /// <param name="yQuadrature">Its Hilbert transform.</param>
    /// <exception cref="ArgumentException">The lengths differ or are 0.</exception>
    public static double PhaseLockingValue(ReadOnlySpan<double> x, ReadOnlySpan<double> xQuadrature, ReadOnlySpan<double> y, ReadOnlySpan<double> yQuadrature)
    {
        RequireSameLength(x.Length, xQuadrature.Length, y.Length, yQuadrature.Length);
        var (re, im) = (0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            // Each signal is brought to size 1 by itself: the product of two sizes could leave the range of numbers.
            var (xSize, ySize) = (Math.Sqrt(x[i] * x[i] + xQuadrature[i] * xQuadrature[i]), Math.Sqrt(y[i] * y[i] + yQuadrature[i] * yQuadrature[i]));
            if (xSize == 0 || ySize == 0)
            {
                if (double.IsNaN(xSize + ySize)) { return double.NaN; }
                continue;
            }
            var (a, b, c, d) = (x[i] / xSize, xQuadrature[i] / xSize, y[i] / ySize, yQuadrature[i] / ySize);
            re += a * c + b * d;
            im += b * c - a * d;
        }
        return Math.Min(1, Math.Sqrt(re * re + im * im) / x.Length);
    }

    private static void RequireSameLength(int x, int xQuadrature, int y, int yQuadrature)
    {
        if (x == 0 || x != xQuadrature || x != y || x != yQuadrature)
        {
            throw new ArgumentException($"The signals have {x} and {y} samples, their Hilbert transforms {xQuadrature} and {yQuadrature}; all must be equal and above 0.");
        }
    }
}
