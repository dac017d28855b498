namespace Hms.Tuning.Pruners;

/// <summary>Prunes a trial whose value is worse than a percentile, over the complete trials, of the values at this step; and one that reports NaN.</summary>
/// <remarks>
/// Optuna's rule with linear interpolation between the order statistics; for a maximised objective the percentile counts from the top. By default a tenth of the
/// steps is warm-up, and a trial that has made all its reports is never pruned. With several objectives, at each step the complete trials that were better in all
/// objectives are counted: a trial is pruned when they make up the percentile or more.
/// </remarks>
public sealed class PercentilePruner : IPruner
{
    private readonly PercentilePrunerOptions _options;

    /// <summary>Takes the options.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The options are not sound; the message lists all errors.</exception>
    public PercentilePruner(PercentilePrunerOptions? options = null) => _options = PrunerOptions.Checked(options ?? new PercentilePrunerOptions());

    /// <inheritdoc />
    public PruningDecision Decide(PruningContext context)
    {
        var index = PruningIndex.Of(context.History);
        var moment = PruningSchedule.At(_options, context, index);
        if (moment is PruningMoment.TooFewComplete or PruningMoment.LastReport) { return PruningDecision.Continue; }
        if (StepComparison.IsBroken(context)) { return PruningDecision.Prune; }
        if (moment == PruningMoment.NotJudged) { return PruningDecision.Continue; }
        return IsBehind(context, index) ? PruningDecision.Prune : PruningDecision.Continue;
    }

    private bool IsBehind(PruningContext context, PruningIndex index)
    {
        if (context.Directions.Count > 1)
        {
            var (better, all) = StepComparison.Dominating(context, index.ObjectivesAt(context.Step));
            return all >= _options.MinimumTrialsAtStep && better >= 0.01 * _options.Percentile * all;
        }
        var others = index.ValuesAt(context.Step);
        return others.Length >= _options.MinimumTrialsAtStep
            && StepComparison.IsWorse(StepComparison.Judged(context, _options.Compare), StepComparison.Percentile(others, _options.Percentile, context.Direction), context.Direction);
    }
}
