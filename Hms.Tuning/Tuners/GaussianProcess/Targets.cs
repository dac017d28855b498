namespace Hms.Tuning.Tuners.GaussianProcess;

/// <summary>Values of trials as targets of a model: finite, mean 0, variance 1.</summary>
internal static class Targets
{
    /// <summary>Standardises; an infinite value counts as the largest or smallest finite one; constant values give zeros.</summary>
    public static double[] Standardize(double[] values)
    {
        var finite = values.Where(double.IsFinite).ToArray();
        if (finite.Length == 0) { return values.Select(x => (double)Math.Sign(x)).ToArray() is var signs && signs.Distinct().Count() > 1 ? Scale(signs) : new double[values.Length]; }
        var (low, high) = (finite.Min(), finite.Max());
        return Scale([.. values.Select(x => Math.Clamp(x, low, high))]);
    }

    private static double[] Scale(double[] values)
    {
        // Divided first, so that values near the largest double do not overflow.
        var unit = Math.Max(Math.Abs(values.Min()), Math.Abs(values.Max()));
        if (unit == 0) { return values; }
        var scaled = values.Select(x => x / unit).ToArray();
        var mean = scaled.Average();
        var deviation = Math.Sqrt(scaled.Average(x => (x - mean) * (x - mean)));
        return [.. scaled.Select(x => deviation > 1e-12 ? (x - mean) / deviation : 0)];
    }
}
