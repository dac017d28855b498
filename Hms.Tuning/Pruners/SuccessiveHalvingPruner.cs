namespace Hms.Tuning.Pruners;

/// <summary>Asynchronous successive halving (ASHA): at each rung a trial goes on when it is among the best one in η that ever reached the rung; and one that reports NaN is pruned.</summary>
/// <remarks>
/// Li et al., arXiv:1810.05934, as Optuna applies it (no trial waits at a rung). A rung's values are read from the reports of the finished trials, so nothing is kept
/// beside the study. The first trial at a rung goes on. Nothing is pruned before <see cref="PrunerOptions.StartupTrials"/> trials are complete (default 5),
/// nor at a trial's last report. With several objectives the trials that were better in all of them count.
/// </remarks>
public sealed class SuccessiveHalvingPruner : IPruner, IPrunerDiagnostics
{
    private const int LowestRungDivisor = 6;
    private readonly SuccessiveHalvingPrunerOptions _options;

    /// <summary>Takes the options.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The options are not sound; the message lists all errors.</exception>
    public SuccessiveHalvingPruner(SuccessiveHalvingPrunerOptions? options = null) => _options = PrunerOptions.Checked(options ?? new SuccessiveHalvingPrunerOptions());

    /// <inheritdoc />
    public PruningDecision Decide(PruningContext context)
    {
        var index = PruningIndex.Of(context.History);
        if (PruningSchedule.At(_options, context, index) != PruningMoment.Judged || MinimumResource(index) is not { } least) { return PruningDecision.Continue; }
        return StepComparison.IsBroken(context) || !RungLadder.IsPromoted(context, Ladder(least), _ => true) ? PruningDecision.Prune : PruningDecision.Continue;
    }

    /// <inheritdoc />
    public string? Warn(PruningContext context)
    {
        var index = PruningIndex.Of(context.History);
        return index.LongestResource is { } longest && MinimumResource(index) is { } least && Ladder(least).Lowest >= (_options.TotalSteps ?? longest)
            ? $"The lowest rung lies at resource {Ladder(least).Lowest}, a full trial has {_options.TotalSteps ?? longest}: nothing is ever pruned. Lower MinimumResource or MinimumEarlyStoppingRate."
            : null;
    }

    private int? MinimumResource(PruningIndex index) => _options.MinimumResource ?? ((_options.TotalSteps ?? index.LongestResource) is { } full ? PruningSchedule.Part(full, LowestRungDivisor) : null);

    private RungLadder Ladder(int least) => new(least, _options.ReductionFactor, _options.MinimumEarlyStoppingRate, _options.BootstrapTrials);
}
