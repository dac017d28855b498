using Hms.Tuning.Spaces;

namespace Hms.Tuning.Tuners.CostFrugal;

/// <summary>The levels of the parameter by which trials become dearer and better.</summary>
internal static class FlowResource
{
    /// <summary>How much a level grows, and how much must have been spent before it does.</summary>
    public const double Factor = 4;

    /// <summary>Where a continuous range that begins at 0 is entered: three levels below its end.</summary>
    private const double FirstShare = 1 / (Factor * Factor * Factor);

    /// <summary>The ends of a numeric parameter.</summary>
    public static (double Low, double High) Ends(ParameterDistribution distribution) =>
        distribution is IntDistribution integer ? (integer.Low, integer.High) : (((FloatDistribution)distribution).Low, ((FloatDistribution)distribution).High);

    /// <summary>Four times the level, on a grid at least its next value, at most the high; null at the high.</summary>
    /// <param name="distribution">A numeric parameter whose low is at least 0.</param>
    /// <param name="level">The present internal value.</param>
    public static double? Next(ParameterDistribution distribution, double level)
    {
        var high = Ends(distribution).High;
        if (level >= high) { return null; }
        var step = distribution is IntDistribution integer ? integer.Step : ((FloatDistribution)distribution).Step ?? 0;
        var wanted = level == 0 && step == 0 ? FirstShare * high : Math.Max(Factor * level, level + step);
        var scale = NumericScale.Of(distribution);
        var next = scale.ToInternal(scale.Transform(Math.Min(high, wanted)));
        return next > level ? next : high;
    }
}
