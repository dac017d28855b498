using Hms.Tuning.Numerics;

namespace Hms.Tuning.Tuners.GaussianProcess;

/// <summary>ln E[max(f − best, 0)] for f normal, without loss in the tail (Ament et al., arXiv:2310.20708).</summary>
internal static class LogExpectedImprovement
{
    private const double AsymptoticBelow = -14;
    private const int AsymptoticTerms = 14;

    /// <summary>ln h(z) with h(z) = φ(z) + z Φ(z): the expected improvement is σ h((μ − best) / σ).</summary>
    public static double LogH(double z)
    {
        if (z > AsymptoticBelow) { return Math.Log(Math.Exp(LogDensity(z)) + z * Gaussian.Cdf(z)); }
        return LogDensity(z) + Math.Log(TailFactor(z));
    }

    /// <summary>d ln h / dz = Φ / h.</summary>
    public static double LogHSlope(double z)
    {
        if (z > AsymptoticBelow) { return Math.Exp(Gaussian.LogCdf(z) - LogH(z)); }
        // Φ = φ R and 1 − |z| R is the factor of the tail.
        var factor = TailFactor(z);
        return (1 - factor) / (-z * factor);
    }

    /// <summary>The logarithm of the expected improvement.</summary>
    /// <param name="mean">μ.</param>
    /// <param name="deviation">σ, above 0.</param>
    /// <param name="best">What is to be exceeded.</param>
    public static double Value(double mean, double deviation, double best) => LogH((mean - best) / deviation) + Math.Log(deviation);

    /// <summary>Derivatives of <see cref="Value"/> by mean and deviation.</summary>
    public static (double ByMean, double ByDeviation) Slopes(double mean, double deviation, double best)
    {
        var z = (mean - best) / deviation;
        var slope = LogHSlope(z);
        return (slope / deviation, (1 - z * slope) / deviation);
    }

    private static double LogDensity(double z) => -0.5 * z * z - Gaussian.LogSqrtTwoPi;

    /// <summary>1 − |z| R(|z|) with Mills' ratio R, from its asymptotic series: 1/z² − 3/z⁴ + 15/z⁶ − ...</summary>
    private static double TailFactor(double z)
    {
        var inverse = 1 / (z * z);
        var term = inverse;
        var sum = inverse;
        for (var k = 1; k <= AsymptoticTerms; k++)
        {
            term *= -(2 * k + 1) * inverse;
            sum += term;
        }
        return sum;
    }
}
