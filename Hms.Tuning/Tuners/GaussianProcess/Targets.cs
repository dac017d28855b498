namespace Hms.Tuning.Tuners.GaussianProcess;

/// <summary>Values of trials as targets of a model: finite, mean 0, variance 1.</summary>
internal sealed class Targets
{
    private const double LeastDeviation = 1e-12;
    private readonly double _mean;
    private readonly double _deviation;
    private readonly double _unit;

    /// <summary>Standardises; an infinite value counts as the largest or smallest finite one; constant values give zeros.</summary>
    /// <param name="values">At least one; no NaN.</param>
    public Targets(IReadOnlyList<double> values)
    {
        var finite = values.Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (finite.Min(), finite.Max());
        if (low == high) { (low, high) = (Math.Max(low - Math.Abs(low) - 1, double.MinValue), Math.Min(high + Math.Abs(high) + 1, double.MaxValue)); }
        var clipped = values.Select(x => Math.Clamp(x, low, high)).ToArray();
        // Divided first, so that values near the largest double do not overflow.
        _unit = Math.Max(Math.Abs(clipped.Min()), Math.Abs(clipped.Max()));
        if (_unit == 0) { _unit = 1; }
        var scaled = clipped.Select(x => x / _unit).ToArray();
        _mean = scaled.Average();
        var deviation = Math.Sqrt(scaled.Average(x => (x - _mean) * (x - _mean)));
        _deviation = deviation > LeastDeviation ? deviation : 1;
        LogSlopes = new double[clipped.Length];
        Values = [.. scaled.Select(x => deviation > LeastDeviation ? (x - _mean) / deviation : 0)];
    }

    /// <summary>The targets, one a value.</summary>
    public double[] Values { get; }

    /// <summary>ln of the derivative of each target by the value, up to a constant that all warps share.</summary>
    public double[] LogSlopes { get; }

    /// <summary>
    /// The targets on a logarithmic scale, −ln(c + best − t), standardised again; larger is better. It spreads the good values and draws in the tail of bad ones;
    /// c is a share of the distance from the best to the median. Null where that is 0.
    /// </summary>
    /// <param name="share">Above 0; the smaller, the stronger the warp.</param>
    public Targets? Warp(double share)
    {
        var best = Values.Max();
        var gap = share * (best - Values.Order().ElementAt(Values.Length / 2));
        if (!(gap > LeastDeviation)) { return null; }
        var warped = new Targets([.. Values.Select(x => -Math.Log(gap + best - x))]);
        for (var i = 0; i < Values.Length; i++) { warped.LogSlopes[i] = -Math.Log((gap + best - Values[i]) * warped._deviation * warped._unit); }
        return warped;
    }

    /// <summary>Another value on the scale of the targets.</summary>
    public double Of(double value) => (value / _unit - _mean) / _deviation;
}
