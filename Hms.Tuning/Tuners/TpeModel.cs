using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Tuners;

/// <summary>The densities of one proposal, group by group; kept for repeated draws.</summary>
internal sealed class TpeModel
{
    /// <summary>On grids of few cells sharper kernels of good trials only repeat the best cells (docs/decisions/0011-tpe.md).</summary>
    private const double CoarseGridCells = 32;
    private readonly TuningContext _context;
    private readonly TpeOptions _options;
    private readonly TpeHistory _history;
    private readonly List<Trial> _pending;
    private readonly Dictionary<IReadOnlyList<SearchParameter>, (ParzenEstimator Good, ParzenEstimator Others)?> _densities = new(ReferenceEqualityComparer.Instance);

    /// <param name="context">What the proposal may depend on.</param>
    /// <param name="history">The finished trials of the context.</param>
    /// <param name="options">Options.</param>
    public TpeModel(TuningContext context, TpeHistory history, TpeOptions options) =>
        (_context, _history, _options, _pending) = (context, history, options, [.. context.Pending.OrderBy(x => x.Number)]);

    /// <summary>The candidate that is likeliest among the good trials and least likely among the others; uniform values while the group has too few trials.</summary>
    public double[] Draw(IReadOnlyList<SearchParameter> group, SplitMix64 random)
    {
        if (!_densities.TryGetValue(group, out var densities)) { _densities.Add(group, densities = Fit(group)); }
        return densities is { } pair ? Best(pair.Good, pair.Others, group, random) : ProposalWalk.DrawUniform(group, random);
    }

    /// <summary>
    /// A group that not all trials have (a branch, or a parameter that a define-by-run objective did not ask for) is judged among the trials that have it:
    /// else a branch without one good trial would have nothing to learn from. Failed trials are never good, and count among the others.
    /// </summary>
    private (ParzenEstimator Good, ParzenEstimator Others)? Fit(IReadOnlyList<SearchParameter> group)
    {
        var own = _history.Columns(group);
        var ranked = own.Trials.Where(x => x.State != TrialState.Fail).ToList();
        if (ranked.Count < Math.Min(_history.RankedCount, _options.BranchStartupTrials)) { return null; }
        var split = TpeSplit.Of(ranked, _context.Directions, _options);
        var columns = WithPending(own);
        var good = new List<int>(split.Numbers.Length);
        var others = new List<int>(columns.Trials.Count);
        for (var row = 0; row < columns.Trials.Count; row++)
        {
            (good.Count < split.Numbers.Length && columns.Trials[row].Number == split.Numbers[good.Count] ? good : others).Add(row);
        }
        var goodWeights = split.Weights is { } weights ? ParzenEstimator.Normalize([.. weights, _options.PriorWeight]) : ParzenEstimator.Weights(good.Count, _options);
        var shape = KernelShape.Optuna with { PriorWeight = _options.PriorWeight, LeastCells = 1 };
        return (
            new ParzenEstimator(columns, [.. good], goodWeights, shape with { Sharpness = _options.Sharpness, CoarseCells = CoarseGridCells }),
            new ParzenEstimator(columns, [.. others], ParzenEstimator.Weights(others.Count, _options), shape));
    }

    /// <summary>Trials under way count as bad (constant liar). Rows stay in the order of the numbers, which is their age.</summary>
    private GroupColumns WithPending(GroupColumns own)
    {
        if (_pending.Count == 0) { return own; }
        var areYounger = own.Trials.Count == 0 || _pending[0].Number > own.Trials[^1].Number;
        return areYounger ? own.Extend(_pending) : GroupColumns.Read(own.Group, [.. own.Trials.Concat(_pending).OrderBy(x => x.Number)]);
    }

    private double[] Best(ParzenEstimator good, ParzenEstimator others, IReadOnlyList<SearchParameter> group, SplitMix64 random)
    {
        var candidates = _options.Candidates + _options.CandidatesPerReal * group.Count(x => x.Distribution.ValueCount is null);
        var best = new double[group.Count];
        var bestScore = double.NegativeInfinity;
        var candidate = new double[group.Count];
        for (var i = 0; i < candidates; i++)
        {
            good.Sample(random, candidate);
            var score = good.LogDensity(candidate) - others.LogDensity(candidate);
            if (i > 0 && !(score > bestScore)) { continue; }
            bestScore = score;
            candidate.CopyTo(best, 0);
        }
        return best;
    }
}
