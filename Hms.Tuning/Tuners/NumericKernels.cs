using Hms.Tuning.Numerics;

namespace Hms.Tuning.Tuners;

/// <summary>Normal kernels truncated to the range, at the observations and, as the prior, in the middle with the width of the range.</summary>
/// <remarks>A bandwidth is the larger gap to a neighbour, not below range/min(100, kernels + 1) ("magic clip") and not above the range; the outermost use the inner gap.</remarks>
internal sealed class NumericKernels
{
    private const double FinestBandwidths = 100;

    /// <summary>Beyond so many bandwidths on both sides the mass outside the range is below the precision of a double.</summary>
    private const double WholeMassBeyond = 8.3;
    private readonly NumericScale _scale;

    public NumericKernels(NumericScale scale, double[] observations)
    {
        _scale = scale;
        Centres = new double[observations.Length + 1];
        for (var k = 0; k < observations.Length; k++) { Centres[k] = Math.Clamp(scale.Transform(observations[k]), scale.Low, scale.High); }
        Centres[^1] = 0.5 * (scale.Low + scale.High);
        Bandwidths = FindBandwidths(Centres, scale.Low, scale.High);
        LogMasses = new double[Centres.Length];
        for (var k = 0; k < Centres.Length; k++)
        {
            var (from, to) = ((scale.Low - Centres[k]) / Bandwidths[k], (scale.High - Centres[k]) / Bandwidths[k]);
            LogMasses[k] = from < -WholeMassBeyond && to > WholeMassBeyond ? 0 : Gaussian.LogMass(from, to);
        }
    }

    /// <summary>Centres on the scale, the prior's last.</summary>
    public double[] Centres { get; }

    /// <summary>Standard deviations on the scale.</summary>
    public double[] Bandwidths { get; }

    /// <summary>ln of each kernel's mass within the range.</summary>
    public double[] LogMasses { get; }

    /// <summary>An internal value from one kernel.</summary>
    public double Sample(int kernel, SplitMix64 random)
    {
        var (centre, width) = (Centres[kernel], Bandwidths[kernel]);
        var z = Gaussian.TruncatedQuantile(random.NextDouble(), (_scale.Low - centre) / width, (_scale.High - centre) / width);
        return _scale.ToInternal(Math.Clamp(centre + width * z, _scale.Low, _scale.High));
    }

    /// <summary>Bandwidth of each centre; the last centre is the prior's and gets the whole range.</summary>
    internal static double[] FindBandwidths(double[] centres, double low, double high)
    {
        var (sorted, order) = Sort(centres);
        var range = high - low;
        var least = range / Math.Min(FinestBandwidths, 1.0 + centres.Length);
        var bandwidths = new double[centres.Length];
        for (var i = 0; i < order.Length; i++)
        {
            var before = i > 0 ? sorted[i] - sorted[i - 1] : 0;
            var after = i < order.Length - 1 ? sorted[i + 1] - sorted[i] : 0;
            bandwidths[order[i]] = Math.Clamp(Math.Max(before, after), least, range);
        }
        bandwidths[^1] = range;
        return bandwidths;
    }

    /// <summary>Ascending; equal centres stay in their order.</summary>
    private static (double[] Sorted, int[] Order) Sort(double[] centres)
    {
        var sorted = (double[])centres.Clone();
        var order = new int[sorted.Length];
        for (var i = 0; i < order.Length; i++) { order[i] = i; }
        Array.Sort(sorted, order);
        for (var (start, i) = (0, 1); i <= sorted.Length; i++)
        {
            if (i < sorted.Length && sorted[i] == sorted[start]) { continue; }
            if (i - start > 1) { Array.Sort(order, start, i - start); }
            start = i;
        }
        return (sorted, order);
    }
}
