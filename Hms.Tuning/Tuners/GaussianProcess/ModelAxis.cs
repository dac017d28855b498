using Hms.Tuning.Spaces;

namespace Hms.Tuning.Tuners.GaussianProcess;

/// <summary>One parameter on the scale of the model.</summary>
internal sealed class ModelAxis
{
    private readonly NumericScale? _scale;

    public ModelAxis(SearchParameter parameter)
    {
        Parameter = parameter;
        Levels = parameter.Distribution.ValueCount;
        IsCategory = parameter.Distribution is CategoricalDistribution;
        _scale = IsCategory ? null : NumericScale.Of(parameter.Distribution);
    }

    public SearchParameter Parameter { get; }

    /// <summary>Number of values; null for a continuous range.</summary>
    public long? Levels { get; }

    /// <summary>True for choices, whose distance is 0 or 1.</summary>
    public bool IsCategory { get; }

    /// <summary>From the internal value to the model's scale; values outside the range are cut off.</summary>
    public double ToPlace(double value)
    {
        if (_scale is null) { return value; }
        var scaled = _scale.Transform(value);
        return double.IsNaN(scaled) ? 0 : Math.Clamp((scaled - _scale.Low) / (_scale.High - _scale.Low), 0, 1);
    }

    /// <summary>From the model's scale to the nearest internal value.</summary>
    public double ToInternal(double place) => _scale is null ? place : _scale.ToInternal(Math.Clamp(_scale.Low + (_scale.High - _scale.Low) * place, _scale.Low, _scale.High));

    /// <summary>The nearest place that belongs to a value.</summary>
    public double Snap(double place) => IsCategory || Levels is null ? place : ToPlace(ToInternal(place));

    /// <summary>From a uniform number in [0, 1) to a place.</summary>
    public double FromUniform(double unit) => IsCategory ? Math.Min(Math.Floor(unit * Levels!.Value), Levels.Value - 1) : Snap(unit);

    /// <summary>The place of value number <paramref name="index"/> of a finite axis.</summary>
    public double Level(long index) => IsCategory ? index : ToPlace(NumericScale.GridValue(Parameter.Distribution, index));

    /// <summary>Number of the value at a place, for a finite axis.</summary>
    public long LevelIndex(double place) => IsCategory ? (long)place : Parameter.Distribution switch
    {
        IntDistribution x => (long)Math.Round((ToInternal(place) - x.Low) / x.Step),
        FloatDistribution { Step: { } step } x => (long)Math.Round((ToInternal(place) - x.Low) / step),
        _ => 0,
    };
}
