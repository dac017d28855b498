using Hms.Tuning.Spaces;

namespace Hms.Tuning.Tuners.Evolution;

/// <summary>One numeric parameter on the unit interval: logarithmic where the parameter is; a grid's cells fill the interval.</summary>
internal sealed class UnitAxis(ParameterDistribution distribution)
{
    private readonly NumericScale _scale = NumericScale.Of(distribution);
    private readonly double _first = NumericScale.GridValue(distribution, 0);
    private readonly double _last = NumericScale.GridValue(distribution, distribution.ValueCount is { } count ? count - 1 : 0);

    /// <summary>True for integers and stepped reals.</summary>
    public bool IsGrid => _scale.IsGrid;

    /// <summary>The value itself where it belongs to the distribution; else, as after a change of the range, the nearest that does.</summary>
    public static double Nearest(ParameterDistribution distribution, double value)
    {
        if (distribution.Contains(value)) { return value; }
        if (distribution is CategoricalDistribution || distribution.ValueCount == 1) { return NumericScale.GridValue(distribution, 0); }
        var axis = new UnitAxis(distribution);
        return axis.ToInternal(axis.ToUnit(value));
    }

    /// <summary>From the internal value to the unit interval; a value beyond the range counts as the nearest end.</summary>
    public double ToUnit(double value)
    {
        var unit = (_scale.Transform(value) - _scale.Low) / (_scale.High - _scale.Low);
        return double.IsNaN(unit) ? 0 : Math.Clamp(unit, 0, 1);
    }

    /// <summary>The value nearest to a place on the unit interval or beyond.</summary>
    public double ToInternal(double unit) => _scale.ToInternal(Math.Clamp(_scale.Low + unit * (_scale.High - _scale.Low), _scale.Low, _scale.High));

    /// <summary>The next value of a grid, below or above as the quantile says, where there is one on that side.</summary>
    public double Neighbour(double value, double quantile)
    {
        var step = distribution is IntDistribution integer ? integer.Step : ((FloatDistribution)distribution).Step!.Value;
        var index = Math.Round((value - _first) / step);
        var down = value >= _last || (quantile < 0.5 && index > 0);
        return NumericScale.GridValue(distribution, down ? index - 1 : index + 1);
    }

    /// <summary>The borders of the grid cell around a place; infinite beyond the first and last cell.</summary>
    public (double From, double To) CellAround(double unit)
    {
        var value = ToInternal(unit);
        var (from, to) = _scale.Cell(value);
        var range = _scale.High - _scale.Low;
        return (value <= _first ? double.NegativeInfinity : (from - _scale.Low) / range, value >= _last ? double.PositiveInfinity : (to - _scale.Low) / range);
    }
}
