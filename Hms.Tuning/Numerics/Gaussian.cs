using MathNet.Numerics;

namespace Hms.Tuning.Numerics;

/// <summary>The standard normal distribution in logarithms, stable in both tails.</summary>
internal static class Gaussian
{
    /// <summary>ln √(2π).</summary>
    public const double LogSqrtTwoPi = 0.91893853320467274178;
    private const double InverseSqrtTwo = 0.70710678118654752440;
    private const double AsymptoticBelow = -14;
    private const int AsymptoticTerms = 12;
    private const int NewtonSteps = 60;
    private const double SeriesBelow = 1e-4;

    /// <summary>Φ(x).</summary>
    public static double Cdf(double x) => 0.5 * SpecialFunctions.Erfc(-x * InverseSqrtTwo);

    /// <summary>ln Φ(x).</summary>
    public static double LogCdf(double x)
    {
        if (x > 5) { return LogOnePlus(-Cdf(-x)); }
        return x > AsymptoticBelow ? Math.Log(Cdf(x)) : LogCdfTail(x);
    }

    /// <summary>ln (Φ(b) − Φ(a)) for a ≤ b.</summary>
    public static double LogMass(double a, double b)
    {
        if (b <= 0) { return LogDifference(LogCdf(b), LogCdf(a)); }
        if (a > 0) { return LogDifference(LogCdf(-a), LogCdf(-b)); }
        var mass = 0.5 * (SpecialFunctions.Erf(b * InverseSqrtTwo) + SpecialFunctions.Erf(-a * InverseSqrtTwo));
        return mass < 0.5 ? Math.Log(mass) : LogOnePlus(-Cdf(a) - Cdf(-b));
    }

    /// <summary>The x with ln Φ(x) = y, for y ≤ ln ½: Newton's iteration on ln Φ, which is concave, from the left, so it cannot overshoot far.</summary>
    public static double InverseLogCdf(double y)
    {
        if (double.IsNegativeInfinity(y)) { return double.NegativeInfinity; }
        var x = y > -1 ? -SpecialFunctions.ErfcInv(2 * Math.Exp(y)) / InverseSqrtTwo : -Math.Sqrt(-2 * (y + LogSqrtTwoPi + 0.5 * Math.Log(Math.Max(1, -2 * y))));
        if (double.IsNaN(x)) { x = -1; }
        for (var i = 0; i < NewtonSteps; i++)
        {
            var logCdf = LogCdf(x);
            var step = (y - logCdf) / Math.Exp(-0.5 * x * x - LogSqrtTwoPi - logCdf);
            x += step;
            if (Math.Abs(step) <= 1e-14 * Math.Max(1, Math.Abs(x))) { break; }
        }
        return x;
    }

    private static double LogDifference(double larger, double smaller)
    {
        var difference = smaller - larger;
        if (double.IsNaN(difference)) { return double.NegativeInfinity; }
        return larger + (difference > -Constants.Ln2 ? Math.Log(-ExpMinusOne(difference)) : LogOnePlus(-Math.Exp(difference)));
    }

    /// <summary>Asymptotic series of Abramowitz and Stegun 26.2.12.</summary>
    private static double LogCdfTail(double x)
    {
        if (double.IsNegativeInfinity(x)) { return x; }
        var sum = 1.0;
        var term = 1.0;
        for (var k = 1; k <= AsymptoticTerms; k++)
        {
            term *= -(2 * k - 1) / (x * x);
            sum += term;
        }
        return -0.5 * x * x - LogSqrtTwoPi - Math.Log(-x) + Math.Log(sum);
    }

    /// <summary>ln (1 + x) without loss near 0.</summary>
    private static double LogOnePlus(double x) => Math.Abs(x) > SeriesBelow ? Math.Log(1 + x) : x * (1 - x * (0.5 - x * (1.0 / 3 - 0.25 * x)));

    /// <summary>eˣ − 1 without loss near 0.</summary>
    private static double ExpMinusOne(double x) => Math.Abs(x) > SeriesBelow ? Math.Exp(x) - 1 : x * (1 + x * (0.5 + x * (1.0 / 6 + x / 24)));
}
