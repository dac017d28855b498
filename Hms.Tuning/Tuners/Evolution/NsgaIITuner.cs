using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;

namespace Hms.Tuning.Tuners.Evolution;

/// <summary>NSGA-II: an evolutionary search for the Pareto front of several objectives, with constraints.</summary>
/// <remarks>
/// <para>
/// Deb et al., "A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II", IEEE Trans. Evol. Comput. 6(2), 2002: non-dominated sorting, crowding distance,
/// binary tournaments, simulated binary crossover, polynomial mutation; constrained domination, so that any feasible trial is before any infeasible one.
/// A choice is inherited from one parent and mutates to another choice. A conditional parameter comes from the parents that have it, else it is drawn uniformly.
/// </para>
/// <para>
/// The parents of a trial follow from the finished trials that it may learn from: by number, in blocks of <see cref="NsgaIIOptions.OffspringSize"/>,
/// each block competes with the parents before. Only complete trials compete: pruned and failed ones have no final values.
/// A child that repeats an earlier trial is bred again, from one parent with a changed parameter, up to ten times. Of trials under way only the
/// parameters count, for that. With one objective it is a plain genetic algorithm.
/// </para>
/// </remarks>
public sealed class NsgaIITuner : ITuner
{
    private readonly NsgaIIOptions _options;
    private readonly ReplayCache<Population> _cache = new();

    /// <summary>Takes the options.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The options are not sound; the message lists all errors.</exception>
    public NsgaIITuner(NsgaIIOptions? options = null)
    {
        _options = options ?? new NsgaIIOptions();
        var errors = _options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options)); }
    }

    /// <inheritdoc />
    public ParameterValues Propose(TuningContext context)
    {
        if (context.Space.Parameters.Count == 0) { return ParameterValues.Empty; }
        var parents = Parents(context);
        if (parents.Seen < _options.StartupTrials || parents.Members.Count < 2) { return ProposalWalk.Propose(context, _options.Duplicates, ProposalWalk.DrawUniform); }
        var attempt = 0;
        while (true)
        {
            var proposal = Breed(context, parents, ref attempt);
            if (attempt >= ProposalWalk.MaximumDraws || !context.History.Concat(context.Pending).Any(x => x.Parameters.Equals(proposal))) { return proposal; }
        }
    }

    private ParameterValues Breed(TuningContext context, Population parents, ref int attempts)
    {
        var attempt = attempts;
        Offspring? child = null;
        var random = new SplitMix64(0);
        var proposal = ProposalWalk.Propose(context, _options.Duplicates, (group, _) =>
        {
            if (child is null || ReferenceEquals(group, context.Space.Groups[0]))
            {
                random = new SplitMix64(SplitMix64.Derive(context.Seed, "nsga-ii", (ulong)context.TrialNumber, (ulong)attempt));
                child = Offspring.Create(_options, parents, attempt, random);
                attempt++;
            }
            return child.Draw(group, random);
        });
        attempts = attempt;
        return proposal;
    }

    /// <summary>The parents of the next trial.</summary>
    internal Population Parents(TuningContext context)
    {
        var key = string.Join('|', context.Directions);
        return _cache.Replay(context.Space, key, [], context.History, () => Population.Empty, _ => _options.OffspringSize, (states, block) => states[^1].Select(block, context.Directions, _options.PopulationAfter))[^1];
    }
}
