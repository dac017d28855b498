using System.Numerics;

namespace Hms.Signal.Filters;

/// <summary>Groups zeros and poles into second-order sections: the poles nearest the unit circle go last and take the zeros nearest to them, which keeps the levels between sections low.</summary>
/// <remarks>The same choice as scipy.signal.zpk2sos(pairing="nearest"), so that coefficients can be compared one by one.</remarks>
internal static class SectionPairing
{
    /// <summary>Makes sections.</summary>
    /// <param name="zeros">Zeros, conjugates of complex ones included; as many as poles.</param>
    /// <param name="poles">Poles, conjugates of complex ones included.</param>
    /// <param name="gain">Factor of the whole filter; the first section carries it.</param>
    public static SecondOrderSections Pair(IReadOnlyList<Complex> zeros, IReadOnlyList<Complex> poles, double gain)
    {
        var zerosLeft = UpperHalf(zeros);
        var polesLeft = UpperHalf(poles);
        if (poles.Count % 2 == 1)
        {
            zerosLeft.Add(Complex.Zero);
            polesLeft.Add(Complex.Zero);
        }
        var sections = new FilterSection[(poles.Count + 1) / 2];
        for (var i = sections.Length - 1; i >= 0; i--)
        {
            var pole = Take(polesLeft, DistanceToCircle);
            var (a1, a2) = Quadratic(pole, () => Take(polesLeft, other => IsReal(other) ? DistanceToCircle(other) : double.PositiveInfinity));
            var zero = Take(zerosLeft, other => (other - pole).Magnitude);
            var (b1, b2) = Quadratic(zero, () => Take(zerosLeft, other => IsReal(other) ? (other - pole).Magnitude : double.PositiveInfinity));
            var factor = i == 0 ? gain : 1;
            sections[i] = new FilterSection(factor, factor * b1, factor * b2, a1, a2);
        }
        return new SecondOrderSections(sections);
    }

    private static List<Complex> UpperHalf(IEnumerable<Complex> values) => [.. values.Where(value => value.Imaginary >= 0)];

    private static bool IsReal(Complex value) => value.Imaginary == 0;

    private static double DistanceToCircle(Complex pole) => Math.Abs(1 - pole.Magnitude);

    private static Complex Take(List<Complex> values, Func<Complex, double> distance)
    {
        var best = values.MinBy(distance);
        values.Remove(best);
        return best;
    }

    /// <summary>Coefficients of z^-1 and z^-2 of the polynomial with this root and its conjugate, or another real root.</summary>
    private static (double First, double Second) Quadratic(Complex root, Func<Complex> otherReal)
    {
        if (!IsReal(root)) { return (-2 * root.Real, root.Real * root.Real + root.Imaginary * root.Imaginary); }
        var other = otherReal();
        return (-(root.Real + other.Real), root.Real * other.Real);
    }
}
