using Hms.Tuning.Spaces;

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
    private TpeHistory? _last;

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
        var history = TpeHistory.Of(context, Volatile.Read(ref _last));
        Volatile.Write(ref _last, history);
        return ProposalWalk.Propose(context, _options.Duplicates, history.Finished.Count < _options.StartupTrials
            ? (group, random) => StratifiedStart.Draw(group, context, _options.StartupTrials, random)
            : new TpeModel(context, history, _options).Draw);
    }
}
