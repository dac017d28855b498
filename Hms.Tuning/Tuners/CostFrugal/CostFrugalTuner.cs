using Hms.Tuning.Spaces;
using Hms.Tuning.Tuners.Evolution;

namespace Hms.Tuning.Tuners.CostFrugal;

/// <summary>FLOW2, the cost-frugal local search: from a cheap point in random directions, downhill only, with a step that adapts itself.</summary>
/// <remarks>
/// <para>
/// Wu, Wang, Huang, "Frugal Optimization for Cost-related Hyperparameters", AAAI 2021, arXiv:2005.01571, with FLAML's step rule: a move of length δ = 0.1 √d along a
/// random unit vector, then the same backwards; a better point is the new centre; after 2^min(9, d) moves without a better one δ shrinks by √(K'/K), K and K' the
/// trials at this and at the last shrink, and grows back by the same factor on success. Below the least step the search begins again at a random point.
/// Numbers are moved on the unit interval (in the logarithm where asked for). A grid value or a choice fills its share of it and is moved from a random place
/// within; a move out of a choice takes any other choice.
/// d counts the parameters that are active at the centre; parameters of other branches keep their last values.
/// </para>
/// <para>
/// A restart prefers a point that no trial has tried; in a discrete space the result of a point that was tried counts for it. Values that are fixed for a trial
/// are not moved.
/// Parallel trials take the next directions of the centre that they may know. Enqueued trials count like moves, the first trial of a study as the first centre.
/// Failed, pruned and infeasible trials are never better than complete ones. One objective only; more are refused.
/// </para>
/// </remarks>
public sealed class CostFrugalTuner : ITuner
{
    private readonly CostFrugalOptions _options;
    private readonly ReplayCache<FlowState> _cache = new();

    /// <summary>Takes the options.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The options are not sound; the message lists all errors.</exception>
    public CostFrugalTuner(CostFrugalOptions? options = null)
    {
        _options = options ?? new CostFrugalOptions();
        var errors = _options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options)); }
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The study has several objectives, or the start or the resource parameter does not fit the space.</exception>
    public ParameterValues Propose(TuningContext context)
    {
        if (context.Directions.Count > 1) { throw new ArgumentException($"The cost-frugal tuner takes one objective, the study has {context.Directions.Count}; use NSGA-II or TPE."); }
        var search = new FlowSearch(context, _options);
        var state = State(search, context);
        IReadOnlyDictionary<string, double>? point = null;
        var attempt = 0;
        return ProposalWalk.Propose(context, _options.Duplicates, (group, _) =>
        {
            if (point is null || ReferenceEquals(group, context.Space.Groups[0])) { point = search.Propose(state, context, attempt++); }
            return [.. group.Select(x => point[x.Name])];
        });
    }

    /// <summary>Where the search stands, for tests.</summary>
    internal FlowState State(TuningContext context) => State(new FlowSearch(context, _options), context);

    private FlowState State(FlowSearch search, TuningContext context)
    {
        var given = context.Fixed.Select(x => FormattableString.Invariant($"{x.Name}={x.InternalValue:R}"));
        var key = FormattableString.Invariant($"{context.Seed}|{context.Direction}|{string.Join('|', given)}");
        return _cache.Replay(context.Space, key, [], context.History, search.Begin, _ => 1, (states, block) => search.Advance(states[^1], block[0], context.History.Take(states.Count)))[^1];
    }
}
