using Hms.Tuning.Spaces;

namespace Hms.Tuning.Tuners;

/// <summary>Tree-structured Parzen estimator: draws from the density of the good trials what is least likely among the others.</summary>
/// <remarks>
/// Bergstra et al., "Algorithms for Hyper-Parameter Optimization", NeurIPS 2011; details after Watanabe, arXiv:2304.11127, and Optuna's behaviour:
/// multivariate kernels within each group of the declared tree, bandwidths from neighbouring observations,
/// old trials fade, pruned trials rank after complete ones, trials under way count as bad (constant liar). Failed trials count as bad, so that a region that fails is left.
/// Departures, with what each gains, in docs/decisions/0011-tpe.md: kernels of good trials may become narrower, the first trials are a Latin hypercube, continuous
/// parameters get more candidates, and a branch is split into good and bad among its own trials. Several objectives by Pareto rank and hypervolume; trials that break a constraint rank last.
/// Keeps what it has read of the last history, which changes no proposal; safe for several threads.
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
        return ProposalWalk.Propose(context, _options.Duplicates, history.RankedCount < _options.StartupTrials
            ? (group, random) => StratifiedStart.Draw(group, context, _options.StartupTrials, random)
            : new TpeModel(context, history, _options).Draw);
    }
}
