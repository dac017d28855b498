namespace Hms.Signal.Filters;

/// <summary>A symmetric window of <see cref="FirDesign"/>, as scipy.signal.get_window(..., fftbins=False).</summary>
/// <param name="Kind">Its formula.</param>
/// <param name="Beta">Kaiser only: the shape, at least 0.</param>
public readonly record struct FirWindow(FirWindowKind Kind, double Beta = 0)
{
    /// <summary>Largest beta of a Kaiser window; far beyond any use, and below where I0 overflows.</summary>
    public const double MaximumBeta = 500;

    /// <summary>0.54 - 0.46 cos.</summary>
    public static FirWindow Hamming => new(FirWindowKind.Hamming);

    /// <summary>0.5 - 0.5 cos.</summary>
    public static FirWindow Hann => new(FirWindowKind.Hann);

    /// <summary>0.42 - 0.5 cos + 0.08 cos of twice the angle.</summary>
    public static FirWindow Blackman => new(FirWindowKind.Blackman);

    /// <summary>I0(beta sqrt(1 - t^2)) / I0(beta), t from -1 to 1.</summary>
    /// <param name="beta">Shape, at least 0; 0 is rectangular.</param>
    public static FirWindow Kaiser(double beta) => new(FirWindowKind.Kaiser, beta);

    /// <summary>The weights.</summary>
    /// <param name="length">Samples, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range; the message names the range.</exception>
    internal double[] Create(int length)
    {
        if (Kind == FirWindowKind.Kaiser && !(Beta is >= 0 and <= MaximumBeta))
        {
            throw new ArgumentOutOfRangeException(nameof(Beta), Beta, FormattableString.Invariant($"Kaiser beta {Beta} must lie between 0 and {MaximumBeta}."));
        }
        var weights = new double[length];
        for (var i = 0; i < length; i++) { weights[i] = length == 1 ? 1 : Weight(i, length - 1); }
        return weights;
    }

    private double Weight(int index, int last)
    {
        var angle = 2 * Math.PI * index / last;
        switch (Kind)
        {
            case FirWindowKind.Hamming: return 0.54 - 0.46 * Math.Cos(angle);
            case FirWindowKind.Hann: return 0.5 - 0.5 * Math.Cos(angle);
            case FirWindowKind.Blackman: return 0.42 - 0.5 * Math.Cos(angle) + 0.08 * Math.Cos(2 * angle);
            case FirWindowKind.Kaiser:
                var t = 2.0 * index / last - 1;
                return BesselI0(Beta * Math.Sqrt(Math.Max(0, 1 - t * t))) / BesselI0(Beta);
            default: throw new ArgumentOutOfRangeException(nameof(Kind), Kind, $"Unknown window {Kind}.");
        }
    }

    /// <summary>Modified Bessel function of the first kind, order 0: the sum of ((x/2)^k / k!)^2, whose terms are all positive.</summary>
    private static double BesselI0(double x)
    {
        var (term, sum) = (1.0, 1.0);
        for (var k = 1; term > sum * 1e-17; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }
}
