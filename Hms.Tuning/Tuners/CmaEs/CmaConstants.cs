namespace Hms.Tuning.Tuners.CmaEs;

/// <summary>Weights and learning rates of one generation, from the number of dimensions and of samples alone.</summary>
/// <remarks>Hansen, "The CMA Evolution Strategy: A Tutorial", arXiv:1604.00772, table 1 (equations 49 to 58).</remarks>
internal sealed class CmaConstants
{
    /// <summary>Constants for a number of dimensions and of samples in a generation.</summary>
    /// <param name="dimensions">At least 1.</param>
    /// <param name="population">At least 2.</param>
    public CmaConstants(int dimensions, int population)
    {
        double d = dimensions;
        (Population, Parents) = (population, population / 2);
        var raw = Enumerable.Range(1, population).Select(i => Math.Log((population + 1) / 2.0) - Math.Log(i)).ToArray();
        Mass = Effective(raw.AsSpan(0, Parents));
        C1 = 2 / ((d + 1.3) * (d + 1.3) + Mass);
        CMu = Math.Min(1 - C1 - 1e-8, 2 * (Mass - 2 + 1 / Mass) / ((d + 2) * (d + 2) + Mass));
        CSigma = (Mass + 2) / (d + Mass + 5);
        DSigma = 1 + 2 * Math.Max(0, Math.Sqrt((Mass - 1) / (d + 1)) - 1) + CSigma;
        CC = (4 + Mass / d) / (d + 4 + 2 * Mass / d);
        ExpectedNorm = Math.Sqrt(d) * (1 - 1 / (4 * d) + 1 / (21 * d * d));
        Weights = Scale(raw, d);
    }

    /// <summary>λ.</summary>
    public int Population { get; }

    /// <summary>μ = ⌊λ/2⌋: the samples that move the mean.</summary>
    public int Parents { get; }

    /// <summary>Weights from the best sample to the worst; the positive ones add up to 1.</summary>
    public double[] Weights { get; }

    /// <summary>μ_eff, the variance-effective selection mass.</summary>
    public double Mass { get; }

    /// <summary>Learning rate of the rank-one update.</summary>
    public double C1 { get; }

    /// <summary>Learning rate of the rank-μ update.</summary>
    public double CMu { get; }

    /// <summary>Decay of the path of the step size.</summary>
    public double CSigma { get; }

    /// <summary>Damping of the step size.</summary>
    public double DSigma { get; }

    /// <summary>Decay of the path of the covariance.</summary>
    public double CC { get; }

    /// <summary>Expected norm of a standard normal vector.</summary>
    public double ExpectedNorm { get; }

    /// <summary>λ = 4 + ⌊3 ln d⌋.</summary>
    public static int DefaultPopulation(int dimensions) => 4 + (int)Math.Floor(3 * Math.Log(Math.Max(1, dimensions)));

    private static double Effective(ReadOnlySpan<double> weights)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var w in weights) { (sum, squares) = (sum + w, squares + w * w); }
        return squares > 0 ? sum * sum / squares : 1;
    }

    private double[] Scale(double[] raw, double d)
    {
        var negativeMass = Effective(raw.AsSpan(Parents));
        var alpha = Math.Min(1 + C1 / CMu, Math.Min(1 + 2 * negativeMass / (Mass + 2), (1 - C1 - CMu) / (d * CMu)));
        var positive = raw.Where(x => x > 0).Sum();
        var negative = -raw.Where(x => x < 0).Sum();
        return [.. raw.Select(x => x >= 0 ? x / positive : alpha * x / negative)];
    }
}
