using Hms.Tuning.Spaces;

namespace Hms.Tuning.Tuners;

/// <summary>From [0, 1] to the values of a distribution and back: in the logarithm where asked for; grids and choices take equal shares (a log grid: shares by the logarithm).</summary>
internal static class UnitScale
{
    /// <summary>The internal value at a place in [0, 1].</summary>
    public static double FromUnit(ParameterDistribution distribution, double unit)
    {
        if (distribution is CategoricalDistribution { Choices.Count: var count }) { return Math.Min(Math.Floor(unit * count), count - 1); }
        if (distribution.ValueCount == 1) { return NumericScale.GridValue(distribution, 0); }
        var scale = NumericScale.Of(distribution);
        return scale.ToInternal(Math.Clamp(scale.Low + (scale.High - scale.Low) * unit, scale.Low, scale.High));
    }

    /// <summary>The place of an internal value in [0, 1], for a choice the middle of its share; values of a wider range are cut off.</summary>
    public static double ToUnit(ParameterDistribution distribution, double internalValue)
    {
        if (distribution is CategoricalDistribution { Choices.Count: var count }) { return (internalValue + 0.5) / count; }
        if (distribution.ValueCount == 1) { return 0.5; }
        var scale = NumericScale.Of(distribution);
        var transformed = scale.Transform(internalValue);
        return double.IsNaN(transformed) ? 0 : Math.Clamp((transformed - scale.Low) / (scale.High - scale.Low), 0, 1);
    }
}
