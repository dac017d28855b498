using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;

namespace Hms.Tuning.Tuners;

/// <summary>Fills a space group by group along its tree; fixed values go before drawn ones. Shared by all tuners.</summary>
internal static class ProposalWalk
{
    /// <summary>Draws that <see cref="Propose"/> takes at most from a tuner.</summary>
    internal const int MaximumDraws = Resamples;

    private const int Resamples = 10;

    /// <summary>Internal values for a whole group, in the order of its parameters.</summary>
    internal delegate double[] DrawGroup(IReadOnlyList<SearchParameter> group, SplitMix64 random);

    /// <summary>Draws until the proposal is new, where the policy asks for it and what is not fixed is discrete; when draws only repeat, takes a random new one of a small space.</summary>
    public static ParameterValues Propose(TuningContext context, DuplicatePolicy duplicates, DrawGroup draw)
    {
        var mayRepeat = duplicates == DuplicatePolicy.Resample && IsFreePartDiscrete(context);
        var seen = mayRepeat ? context.History.Concat(context.Pending).Select(x => x.Parameters).ToHashSet() : [];
        for (var draws = 0; ; draws++)
        {
            var random = new SplitMix64(SplitMix64.Derive(context.Seed, "proposal", (ulong)context.TrialNumber, (ulong)draws));
            var last = draws == Resamples;
            var proposal = last ? Last(context, random) : Once(context, draw, random);
            if (last || !seen.Contains(proposal)) { return proposal; }
        }
    }

    /// <summary>Independent uniform values: each in the logarithm, on the grid, or among the choices, as its distribution says.</summary>
    public static double[] DrawUniform(IReadOnlyList<SearchParameter> group, SplitMix64 random) => [.. group.Select(x => Uniform(x.Distribution, random))];

    /// <summary>True when parameters are left to choose and all of them have finitely many values.</summary>
    public static bool IsFreePartDiscrete(TuningContext context)
    {
        var free = context.Space.Parameters.Where(x => !context.Fixed.Contains(x.Name)).ToList();
        return free.Count > 0 && free.TrueForAll(x => x.Distribution.ValueCount is not null);
    }

    private static ParameterValues Last(TuningContext context, SplitMix64 random) => UnseenCell.Draw(context, random) ?? Once(context, DrawUniform, random);

    private static ParameterValues Once(TuningContext context, DrawGroup draw, SplitMix64 random)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var group in context.Space.Groups.Where(x => SearchSpace.IsActive(x[0], values)))
        {
            var drawn = draw(group, random);
            for (var i = 0; i < group.Count; i++)
            {
                values[group[i].Name] = context.Fixed.TryGet(group[i].Name, out var given) ? given.InternalValue : drawn[i];
            }
        }
        return new ParameterValues(context.Space.Parameters.Where(x => values.ContainsKey(x.Name)).Select(x => new ParameterAssignment(x.Name, x.Distribution, values[x.Name])));
    }

    private static double Uniform(ParameterDistribution distribution, SplitMix64 random)
    {
        if (distribution is FloatDistribution { Step: { } } or IntDistribution { Log: false } or CategoricalDistribution)
        {
            return NumericScale.GridValue(distribution, random.NextInteger(distribution.ValueCount!.Value));
        }
        var scale = NumericScale.Of(distribution);
        return scale.ToInternal(scale.Low + (scale.High - scale.Low) * random.NextDouble());
    }
}
