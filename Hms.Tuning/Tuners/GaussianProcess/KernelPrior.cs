namespace Hms.Tuning.Tuners.GaussianProcess;

/// <summary>Log prior densities, up to constants, as functions of the logarithm of the parameter, with their derivatives by that logarithm.</summary>
internal static class KernelPrior
{
    private const double WeightPull = 0.1;
    private const double ScaleShape = 2;
    private const double ScaleRate = 1;
    private const double NoiseShape = 1.1;
    private const double NoiseRate = 30;

    /// <summary>Of an inverse squared length scale w: −0.1 (w + 1/w).</summary>
    public static (double Value, double Slope) Weight(double log)
    {
        var (weight, inverse) = (Math.Exp(log), Math.Exp(-log));
        return (-WeightPull * (weight + inverse), -WeightPull * (weight - inverse));
    }

    /// <summary>Of the variance of the function: Gamma(2, 1).</summary>
    public static (double Value, double Slope) Scale(double log) => Gamma(log, ScaleShape, ScaleRate);

    /// <summary>Of the noise: Gamma(1.1, 30).</summary>
    public static (double Value, double Slope) Noise(double log) => Gamma(log, NoiseShape, NoiseRate);

    private static (double Value, double Slope) Gamma(double log, double shape, double rate)
    {
        var x = Math.Exp(log);
        return ((shape - 1) * log - rate * x, shape - 1 - rate * x);
    }
}
