using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;

namespace Hms.Tuning.Tuners;

/// <summary>The first trials as a Latin hypercube (McKay, Beckman, Conover, Technometrics 21(2), 1979): of as many successive trials as there are strata, each has another stratum of every parameter.</summary>
internal static class StratifiedStart
{
    /// <summary>Internal values of a group for one trial.</summary>
    /// <param name="group">The parameters.</param>
    /// <param name="context">Seed and number of the trial: the strata of trial n are known without the other trials.</param>
    /// <param name="strata">Length of the hypercube; later trials begin another one.</param>
    /// <param name="random">Where in its stratum.</param>
    public static double[] Draw(IReadOnlyList<SearchParameter> group, TuningContext context, int strata, SplitMix64 random)
    {
        var (cube, index) = Math.DivRem(context.TrialNumber, strata);
        return [.. group.Select(x => AtQuantile(x.Distribution, (Stratum(x.Name, context.Seed, cube, strata, index) + random.NextDouble()) / strata))];
    }

    /// <summary>The value below which the share <paramref name="quantile"/> of the distribution lies; choices are cut into equal parts.</summary>
    internal static double AtQuantile(ParameterDistribution distribution, double quantile)
    {
        if (distribution is FloatDistribution { Step: { } } or IntDistribution { Log: false } or CategoricalDistribution)
        {
            var count = distribution.ValueCount!.Value;
            return NumericScale.GridValue(distribution, Math.Min(Math.Floor(quantile * count), count - 1));
        }
        var scale = NumericScale.Of(distribution);
        return scale.ToInternal(scale.Low + (scale.High - scale.Low) * quantile);
    }

    /// <summary>Entry <paramref name="index"/> of a permutation drawn by Fisher and Yates's shuffle.</summary>
    private static int Stratum(string name, ulong seed, int cube, int strata, int index)
    {
        var random = new SplitMix64(SplitMix64.Derive(seed, "stratum:" + name, (ulong)cube));
        var order = new int[strata];
        for (var i = 0; i < strata; i++)
        {
            var j = (int)random.NextInteger(i + 1);
            (order[i], order[j]) = (order[j], i);
        }
        return order[index];
    }
}
