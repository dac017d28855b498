namespace Hms.Tuning.Tuners.CmaEs;

/// <summary>First distributions from good trials of an earlier search.</summary>
/// <remarks>Nomura et al., "Warm Starting CMA-ES for Hyperparameter Optimization", AAAI 2021, arXiv:2012.06932: the normal distribution next to a mixture of kernels with deviation α.</remarks>
internal static class CmaWarmStart
{
    /// <summary>Mean of the points; σ² C = α² I + their covariance, with det C = 1.</summary>
    /// <param name="points">At least one point in the unit cube.</param>
    /// <param name="spread">α.</param>
    public static CmaGaussian Gaussian(IReadOnlyList<double[]> points, double spread)
    {
        var d = points[0].Length;
        var mean = new double[d];
        foreach (var point in points) { for (var i = 0; i < d; i++) { mean[i] += point[i] / points.Count; } }
        var covariance = new double[d * d];
        for (var i = 0; i < d; i++) { covariance[i * d + i] = spread * spread; }
        foreach (var point in points)
        {
            for (var i = 0; i < covariance.Length; i++) { covariance[i] += (point[i / d] - mean[i / d]) * (point[i % d] - mean[i % d]) / points.Count; }
        }
        var logDeterminant = new Numerics.SymmetricEigen(covariance, d).Values.Sum(x => Math.Log(x));
        var variance = Math.Exp(logDeterminant / d);
        return new CmaGaussian([.. mean.Select(x => Math.Clamp(x, 0, 1))], Math.Sqrt(variance), [.. covariance.Select(x => x / variance)]);
    }

    /// <summary>Shares of the choices among the trials, with one more trial spread over all choices.</summary>
    /// <param name="choices">Choices of each trial.</param>
    /// <param name="counts">Number of choices of each parameter.</param>
    public static CmaCategories Categories(IReadOnlyList<int[]> choices, IEnumerable<int> counts) =>
        new([.. counts.Select((k, n) => Enumerable.Range(0, k).Select(i => (choices.Count(x => x[n] == i) + 1.0 / k) / (choices.Count + 1)).ToArray())]);
}
