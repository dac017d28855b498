using Hms.Tuning.Spaces;

namespace Hms.Tuning.Tuners;

/// <summary>The scale on which a numeric parameter is searched: logarithm where asked for; a grid's cells reach half a step beyond its ends.</summary>
internal sealed class NumericScale
{
    private readonly ParameterDistribution _distribution;
    private readonly double _least;
    private readonly double _greatest;
    private readonly double _step;
    private readonly bool _log;

    private NumericScale(ParameterDistribution distribution, double least, double greatest, double step, bool log)
    {
        (_distribution, _least, _greatest, _step, _log) = (distribution, least, greatest, step, log);
        (Low, High) = (Transform(least - 0.5 * step), Transform(greatest + 0.5 * step));
    }

    /// <summary>Lower end on the scale.</summary>
    public double Low { get; }

    /// <summary>Upper end on the scale.</summary>
    public double High { get; }

    /// <summary>True for integers and stepped reals: a kernel's probability of a value is its mass over the value's cell.</summary>
    public bool IsGrid => _step > 0;

    public static NumericScale Of(ParameterDistribution distribution) => distribution switch
    {
        FloatDistribution x => new NumericScale(x, x.Low, x.High, x.Step ?? 0, x.Log),
        IntDistribution x => new NumericScale(x, x.Low, x.High, x.Step, x.Log),
        _ => throw new ArgumentException($"{distribution} has no numeric scale."),
    };

    /// <summary>Internal value number <paramref name="index"/> of a distribution with finitely many values.</summary>
    public static double GridValue(ParameterDistribution distribution, double index) => distribution switch
    {
        FloatDistribution x => Math.Clamp(x.GridValue(index), x.Low, x.High),
        IntDistribution x => Math.Clamp(x.Low + index * x.Step, x.Low, x.High),
        _ => index,
    };

    /// <summary>From the internal value to the scale.</summary>
    public double Transform(double value) => _log ? Math.Log(value) : value;

    /// <summary>From the scale to the nearest value of the distribution.</summary>
    public double ToInternal(double scaled)
    {
        var value = _log ? Math.Exp(scaled) : scaled;
        if (IsGrid) { return GridValue(_distribution, Math.Round((value - _least) / _step)); }
        return Math.Clamp(value, _least, _greatest);
    }

    /// <summary>The two ends, on the scale, of the cell of a grid value.</summary>
    public (double From, double To) Cell(double value) => (Transform(value - 0.5 * _step), Transform(value + 0.5 * _step));
}
