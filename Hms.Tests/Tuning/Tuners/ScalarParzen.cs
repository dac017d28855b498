using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;
using Hms.Tuning.Tuners;

namespace Hms.Tests.Tuning.Tuners;

/// <summary>The mixture written out term by term, without vectors or shortcuts: the oracle of <see cref="ParzenEstimator"/>.</summary>
internal sealed class ScalarParzen(IReadOnlyList<SearchParameter> group, double[][] columns, double[] weights, KernelShape shape)
{
    public double LogDensity(double[] values)
    {
        var total = double.NegativeInfinity;
        for (var k = 0; k < weights.Length; k++)
        {
            var log = Math.Log(weights[k]);
            for (var d = 0; d < group.Count; d++) { log += LogKernel(group[d].Distribution, columns[d], k, values[d]); }
            total = LogSum(total, log);
        }
        return total;
    }

    /// <summary>ln (eᵃ + eᵇ).</summary>
    private static double LogSum(double a, double b) => double.IsNegativeInfinity(a) ? b : Math.Max(a, b) + Math.Log(1 + Math.Exp(-Math.Abs(a - b)));

    /// <summary>Kernel k of one parameter; the last is the prior.</summary>
    private double LogKernel(ParameterDistribution distribution, double[] observations, int k, double value)
    {
        if (distribution.ValueCount == 1) { return 0; }
        if (distribution is CategoricalDistribution category)
        {
            if (k == observations.Length) { return -Math.Log(category.Choices.Count); }
            var floor = shape.PriorWeight / (observations.Length + 1);
            return Math.Log((value == observations[k] ? 1 + floor : floor) / (1 + category.Choices.Count * floor));
        }
        var scale = NumericScale.Of(distribution);
        double[] centres = [.. observations.Select(x => Math.Clamp(scale.Transform(x), scale.Low, scale.High)), 0.5 * (scale.Low + scale.High)];
        var (from, to) = scale.Cell(scale.ToInternal(centres[k]));
        var width = Bandwidth(centres, k, scale.High - scale.Low, scale.IsGrid ? to - from : 0);
        double LogMass(double from, double to) => Gaussian.LogMass((from - centres[k]) / width, (to - centres[k]) / width);
        var whole = LogMass(scale.Low, scale.High);
        if (scale.IsGrid) { return LogMass(scale.Cell(value).From, scale.Cell(value).To) - whole; }
        var z = (scale.Transform(value) - centres[k]) / width;
        return -0.5 * z * z - Math.Log(width) - Gaussian.LogSqrtTwoPi - whole;
    }

    /// <summary>The larger of the gaps to the neighbours, equal centres in order of age.</summary>
    private double Bandwidth(double[] centres, int k, double range, double cell)
    {
        if (k == centres.Length - 1) { return range; }
        var before = centres.Where((x, i) => x < centres[k] || (x == centres[k] && i < k)).DefaultIfEmpty(double.NaN).Max();
        var after = centres.Where((x, i) => x > centres[k] || (x == centres[k] && i > k)).DefaultIfEmpty(double.NaN).Min();
        var gaps = new[] { centres[k] - before, after - centres[k] }.Where(x => !double.IsNaN(x)).Max();
        var isCoarse = cell > 0 && shape.LeastCells > 0 && range / cell <= shape.CoarseCells;
        var least = range / Math.Min(100, Math.Pow(1.0 + centres.Length, isCoarse ? 1 : shape.Sharpness));
        return Math.Min(Math.Max(gaps, isCoarse ? least : Math.Max(least, shape.LeastCells * cell)), range);
    }
}
