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
            total = Gaussian.LogSum(total, log);
        }
        return total;
    }

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
        var width = Bandwidth(centres, k, scale.High - scale.Low, scale.IsGrid ? shape.LeastCells * (to - from) : 0);
        double LogMass(double from, double to) => Gaussian.LogMass((from - centres[k]) / width, (to - centres[k]) / width);
        var whole = LogMass(scale.Low, scale.High);
        if (scale.IsGrid) { return LogMass(scale.Cell(value).From, scale.Cell(value).To) - whole; }
        var z = (scale.Transform(value) - centres[k]) / width;
        return -0.5 * z * z - Math.Log(width) - Gaussian.LogSqrtTwoPi - whole;
    }

    /// <summary>The larger of the gaps to the neighbours, equal centres in order of age.</summary>
    private double Bandwidth(double[] centres, int k, double range, double floor)
    {
        if (k == centres.Length - 1) { return range; }
        var before = centres.Where((x, i) => x < centres[k] || (x == centres[k] && i < k)).DefaultIfEmpty(double.NaN).Max();
        var after = centres.Where((x, i) => x > centres[k] || (x == centres[k] && i > k)).DefaultIfEmpty(double.NaN).Min();
        var gaps = new[] { centres[k] - before, after - centres[k] }.Where(x => !double.IsNaN(x)).Max();
        return Math.Min(new[] { gaps, floor, range / Math.Min(100, Math.Pow(1.0 + centres.Length, shape.Sharpness)) }.Max(), range);
    }
}
