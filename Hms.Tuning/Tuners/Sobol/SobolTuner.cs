using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;

namespace Hms.Tuning.Tuners.Sobol;

/// <summary>Quasi-random search: trial n takes point n of a scrambled Sobol sequence over all parameters of the space; those of inactive branches are ignored.</summary>
/// <remarks>
/// Fills the space more evenly than random draws at every number of trials; best at powers of 2. The scramble (linear matrix and digital shift) comes from
/// the study's seed, so studies with different seeds see different points and none begins at the centre. Direction numbers of Joe and Kuo (2008),
/// 128 dimensions; more are filled with independent draws.
/// </remarks>
/// <param name="duplicates">What to do with repeats in a fully discrete space. Default: take a later point.</param>
public sealed class SobolTuner(DuplicatePolicy duplicates = DuplicatePolicy.Resample) : ITuner
{
    private const int Resamples = 200;
    private const long FirstSpareIndex = 1L << 31;

    /// <inheritdoc />
    public ParameterValues Propose(TuningContext context)
    {
        var sequence = new SobolSequence(context.Space.Parameters.Count, SplitMix64.Derive(context.Seed, "sobol tuner"));
        var seen = duplicates == DuplicatePolicy.Resample && ProposalWalk.IsFreePartDiscrete(context) ? context.History.Concat(context.Pending).Select(x => x.Parameters).ToHashSet() : [];
        var first = Take(context, sequence, context.TrialNumber);
        var proposal = first;
        for (var i = 0; i < Resamples && seen.Contains(proposal); i++) { proposal = Take(context, sequence, FirstSpareIndex + (long)context.TrialNumber * Resamples % (FirstSpareIndex - Resamples) + i); }
        return !seen.Contains(proposal) ? proposal : UnseenCell.Draw(context, new SplitMix64(SplitMix64.Derive(context.Seed, "sobol unseen", (ulong)context.TrialNumber))) ?? first;
    }

    private static ParameterValues Take(TuningContext context, SobolSequence sequence, long index)
    {
        var point = new double[sequence.Dimensions];
        sequence.Point(index, point);
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var d = 0; d < point.Length; d++)
        {
            var parameter = context.Space.Parameters[d];
            if (!SearchSpace.IsActive(parameter, values)) { continue; }
            values.Add(parameter.Name, context.Fixed.TryGet(parameter.Name, out var given) ? given.InternalValue : FromUnit(parameter.Distribution, point[d]));
        }
        return new ParameterValues(context.Space.Parameters.Where(x => values.ContainsKey(x.Name)).Select(x => new ParameterAssignment(x.Name, x.Distribution, values[x.Name])));
    }

    /// <summary>Choices and grids take equal shares of [0, 1), a logarithmic range shares by the logarithm.</summary>
    private static double FromUnit(ParameterDistribution distribution, double unit)
    {
        if (distribution is CategoricalDistribution { Choices.Count: var count }) { return Math.Min(Math.Floor(unit * count), count - 1); }
        if (distribution.ValueCount == 1) { return NumericScale.GridValue(distribution, 0); }
        var scale = NumericScale.Of(distribution);
        return scale.ToInternal(scale.Low + (scale.High - scale.Low) * unit);
    }
}
