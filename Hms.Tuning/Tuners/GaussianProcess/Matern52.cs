using System.Numerics;
using System.Runtime.InteropServices;

namespace Hms.Tuning.Tuners.GaussianProcess;

/// <summary>The Matérn kernel with ν = 5/2 as a function of the squared scaled distance q: k = (5/3 q + √(5q) + 1) e^(−√(5q)).</summary>
internal static class Matern52
{
    /// <summary>k(q).</summary>
    public static double Value(double q)
    {
        var root = Math.Sqrt(5 * q);
        return (5.0 / 3 * q + root + 1) * Math.Exp(-root);
    }

    /// <summary>dk/dq = −5/6 (1 + √(5q)) e^(−√(5q)).</summary>
    public static double Derivative(double q)
    {
        var root = Math.Sqrt(5 * q);
        return -5.0 / 6 * (1 + root) * Math.Exp(-root);
    }

    /// <summary>k(q) times a factor, in place.</summary>
    /// <param name="squares">q; receives the values. Whole vectors.</param>
    /// <param name="scale">The factor.</param>
    public static void Values(Span<double> squares, double scale)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(squares);
        var (five, third, one, factor) = (new Vector<double>(5), new Vector<double>(5.0 / 3), Vector<double>.One, new Vector<double>(scale));
        for (var i = 0; i < vectors.Length; i++)
        {
            var root = Vector.SquareRoot(five * vectors[i]);
            vectors[i] = factor * (third * vectors[i] + root + one) * Vector.Exp(-root);
        }
    }

    /// <summary>k(q) in place and dk/dq beside it, both times a factor.</summary>
    /// <param name="squares">q; receives the values. Whole vectors.</param>
    /// <param name="derivatives">Receives the derivatives.</param>
    /// <param name="scale">The factor.</param>
    public static void ValuesAndDerivatives(Span<double> squares, Span<double> derivatives, double scale)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(squares);
        var slopes = MemoryMarshal.Cast<double, Vector<double>>(derivatives)[..vectors.Length];
        var (five, third, one, factor, slope) = (new Vector<double>(5), new Vector<double>(5.0 / 3), Vector<double>.One, new Vector<double>(scale), new Vector<double>(-5.0 / 6));
        for (var i = 0; i < vectors.Length; i++)
        {
            var root = Vector.SquareRoot(five * vectors[i]);
            var decay = factor * Vector.Exp(-root);
            vectors[i] = (third * vectors[i] + root + one) * decay;
            slopes[i] = slope * (one + root) * decay;
        }
    }
}
