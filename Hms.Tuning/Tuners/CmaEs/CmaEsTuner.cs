using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners.Evolution;

namespace Hms.Tuning.Tuners.CmaEs;

/// <summary>Covariance matrix adaptation evolution strategy, with a margin for integers and learned probabilities for categories.</summary>
/// <remarks>
/// <para>
/// Hansen, arXiv:1604.00772, on the unit cube (logarithmic where a parameter is). Samples beyond a range are drawn again, up to 10 d times, then clipped.
/// Integers and stepped reals: CMA-ES with margin (Hamano et al., arXiv:2205.13482). Categorical parameters: CatCMA (Hamano et al., arXiv:2405.09962).
/// </para>
/// <para>
/// Conditional parameters: each group of parameters that occur together evolves on its own, from the trials that have the group.
/// </para>
/// <para>
/// Generations: the trials that have the group, by number, are cut into blocks of λ; a proposal is drawn from the state after all full blocks that it may learn
/// from. One trial at a time this is the textbook's algorithm. With parallel trials, the first ones of a block come from the state before; they and other
/// points from elsewhere (enqueued, partly fixed, another tuner's) are told as injected solutions (Hansen, arXiv:1110.4181).
/// A generation is ranked: complete trials by value, then pruned ones, then failed ones; a generation of failures changes nothing.
/// </para>
/// <para>One objective only; more are refused.</para>
/// </remarks>
public sealed class CmaEsTuner : ITuner
{
    private readonly CmaEsOptions _options;
    private readonly ReplayCache<CmaState> _cache = new();
    private readonly TrialFilter _filter = new();

    /// <summary>Takes the options.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The options are not sound; the message lists all errors.</exception>
    public CmaEsTuner(CmaEsOptions? options = null)
    {
        _options = options ?? new CmaEsOptions();
        var errors = _options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options)); }
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The study has several objectives.</exception>
    public ParameterValues Propose(TuningContext context)
    {
        if (context.Directions.Count > 1) { throw new ArgumentException($"CMA-ES takes one objective, the study has {context.Directions.Count}; use NSGA-II or TPE."); }
        if (context.TrialNumber < _options.StartupTrials) { return ProposalWalk.Propose(context, _options.Duplicates, ProposalWalk.DrawUniform); }
        var draws = new Dictionary<int, (CmaGroup Group, CmaState State, int Count)>();
        return ProposalWalk.Propose(context, _options.Duplicates, (group, random) =>
        {
            var index = IndexOf(context.Space, group);
            if (!draws.TryGetValue(index, out var found))
            {
                var evolution = new CmaGroup(context.Space, index, _options, context.Seed);
                if (!evolution.HasChoice) { return ProposalWalk.DrawUniform(group, random); }
                found = (evolution, States(evolution, context, group, index)[^1], 0);
            }
            draws[index] = found with { Count = found.Count + 1 };
            return found.Group.Draw(found.State, context.TrialNumber, found.Count);
        });
    }

    /// <summary>The states of one group, for tests.</summary>
    internal IReadOnlyList<CmaState> States(TuningContext context, int group) => States(new CmaGroup(context.Space, group, _options, context.Seed), context, context.Space.Groups[group], group);

    private IReadOnlyList<CmaState> States(CmaGroup evolution, TuningContext context, IReadOnlyList<SearchParameter> group, int index)
    {
        var own = _filter.WithGroup(group, context.History);
        var earlier = _options.SourceTrials.Where(x => x.IsFinished && TrialFilter.HasGroup(group, x)).ToList();
        var trials = own;
        if (_options.StartupTrials > 0)
        {
            earlier.AddRange(own.Where(x => x.Number < _options.StartupTrials));
            trials = [.. own.Where(x => x.Number >= _options.StartupTrials)];
        }
        var key = FormattableString.Invariant($"{context.Seed}|{index}|{context.Direction}");
        return _cache.Replay(context.Space, key, earlier, trials, () => evolution.Begin(earlier, context.Direction), x => x.Population, (states, block) => evolution.Advance(states, block, context.Direction));
    }

    private static int IndexOf(SearchSpace space, IReadOnlyList<SearchParameter> group)
    {
        for (var i = 0; i < space.Groups.Count; i++)
        {
            if (ReferenceEquals(space.Groups[i], group)) { return i; }
        }
        throw new ArgumentException("The group is not one of the space.", nameof(group));
    }
}
