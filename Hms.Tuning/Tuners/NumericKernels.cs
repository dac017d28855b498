using Hms.Tuning.Numerics;
using MathNet.Numerics;

namespace Hms.Tuning.Tuners;

/// <summary>Normal kernels truncated to the range, at the observations and, as the prior, in the middle with the width of the range.</summary>
/// <remarks>A bandwidth is the larger gap to a neighbour, not below range/min(100, (kernels + 1)^sharpness) ("magic clip") and not above the range; the outermost use the inner gap.</remarks>
internal sealed class NumericKernels
{
    private const double FinestBandwidths = 100;

    /// <summary>Beyond so many bandwidths on both sides the mass outside the range is below the precision of a double.</summary>
    private const double WholeMassBeyond = 8.3;
    private readonly NumericScale _scale;

    /// <param name="scale">The parameter's scale.</param>
    /// <param name="values">Values on the scale, by row.</param>
    /// <param name="order">All rows by ascending value, equal values by row.</param>
    /// <param name="rows">The rows that give kernels, ascending.</param>
    /// <param name="shape">How narrow a kernel may be.</param>
    public NumericKernels(NumericScale scale, ReadOnlySpan<double> values, ReadOnlySpan<int> order, ReadOnlySpan<int> rows, KernelShape shape)
    {
        _scale = scale;
        Centres = new double[rows.Length + 1];
        for (var k = 0; k < rows.Length; k++) { Centres[k] = values[rows[k]]; }
        Centres[^1] = 0.5 * (scale.Low + scale.High);
        Bandwidths = FindBandwidths(SortKernels(Centres, order, rows), shape);
        LogMasses = new double[Centres.Length];
        for (var k = 0; k < Centres.Length; k++) { LogMasses[k] = LogMass(k); }
    }

    /// <summary>Centres on the scale, the prior's last.</summary>
    public double[] Centres { get; }

    /// <summary>Standard deviations on the scale.</summary>
    public double[] Bandwidths { get; }

    /// <summary>ln of each kernel's mass within the range.</summary>
    public double[] LogMasses { get; }

    /// <summary>An internal value from one kernel. The centre lies within the range, so neither tail is short of digits.</summary>
    public double Sample(int kernel, SplitMix64 random)
    {
        var quantile = random.NextDouble();
        var (from, to) = Ends(kernel);
        var (below, above) = (Gaussian.Cdf(from), Gaussian.Cdf(-to));
        var mass = 1 - below - above;
        var (left, right) = (below + quantile * mass, above + (1 - quantile) * mass);
        var z = Constants.Sqrt2 * (left < right ? -SpecialFunctions.ErfcInv(2 * left) : SpecialFunctions.ErfcInv(2 * right));
        return _scale.ToInternal(Math.Clamp(Centres[kernel] + Bandwidths[kernel] * z, _scale.Low, _scale.High));
    }

    /// <summary>The centre lies within the range, so at least almost half of the mass does, or the kernel is wide.</summary>
    private double LogMass(int kernel)
    {
        var (from, to) = Ends(kernel);
        var outside = (from < -WholeMassBeyond ? 0 : Gaussian.Cdf(from)) + (to > WholeMassBeyond ? 0 : Gaussian.Cdf(-to));
        return outside == 0 ? 0 : outside < 0.5 ? Math.Log(1 - outside) : Gaussian.LogMass(from, to);
    }

    private (double From, double To) Ends(int kernel) => ((_scale.Low - Centres[kernel]) / Bandwidths[kernel], (_scale.High - Centres[kernel]) / Bandwidths[kernel]);

    /// <summary>Kernels by ascending centre, equal centres by kernel, from the order of all rows; the prior, the last kernel, goes behind equal ones.</summary>
    private static int[] SortKernels(double[] centres, ReadOnlySpan<int> order, ReadOnlySpan<int> rows)
    {
        var kernelOf = new int[order.Length];
        for (var k = 0; k < rows.Length; k++) { kernelOf[rows[k]] = k + 1; }
        var sorted = new int[centres.Length];
        var at = 0;
        var prior = centres.Length - 1;
        foreach (var row in order)
        {
            var kernel = kernelOf[row] - 1;
            if (kernel < 0) { continue; }
            if (prior >= 0 && centres[kernel] > centres[prior]) { (sorted[at++], prior) = (prior, -1); }
            sorted[at++] = kernel;
        }
        if (prior >= 0) { sorted[at] = prior; }
        return sorted;
    }

    /// <summary>Bandwidth of each centre; the last centre is the prior's and gets the whole range.</summary>
    private double[] FindBandwidths(int[] sorted, KernelShape shape)
    {
        var range = _scale.High - _scale.Low;
        var least = range / Math.Min(FinestBandwidths, Math.Pow(1.0 + Centres.Length, shape.Sharpness));
        var bandwidths = new double[Centres.Length];
        var before = 0.0;
        for (var i = 0; i < sorted.Length; i++)
        {
            var after = i < sorted.Length - 1 ? Centres[sorted[i + 1]] - Centres[sorted[i]] : 0;
            var floor = shape.LeastCells > 0 && _scale.IsGrid ? Math.Max(least, shape.LeastCells * CellWidth(Centres[sorted[i]])) : least;
            bandwidths[sorted[i]] = Math.Min(Math.Max(Math.Max(before, after), floor), range);
            before = after;
        }
        bandwidths[^1] = range;
        return bandwidths;
    }

    private double CellWidth(double centre)
    {
        var (from, to) = _scale.Cell(_scale.ToInternal(centre));
        return to - from;
    }
}
