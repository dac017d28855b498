namespace Hms.Tuning.Pruners;

/// <summary>Prunes a trial whose value is worse than the median, over the complete trials, of the values at this step; and one that reports NaN.</summary>
/// <remarks>
/// The trial's value is its best so far or its latest (<see cref="MedianPrunerOptions.Compare"/>). The rule of Google Vizier (Golovin et al., KDD 2017) as Optuna
/// applies it, but by default a tenth of the steps is warm-up, and a trial that has made all its reports is never pruned: nothing is saved, and its result would be lost.
/// With several objectives a trial is pruned when at least half of the complete trials were better at this step in all objectives.
/// </remarks>
public sealed class MedianPruner : IPruner
{
    private const double Median = 50;
    private readonly PercentilePruner _rule;

    /// <summary>Takes the options.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The options are not sound; the message lists all errors.</exception>
    public MedianPruner(MedianPrunerOptions? options = null)
    {
        var given = PrunerOptions.Checked(options ?? new MedianPrunerOptions());
        _rule = new PercentilePruner(new PercentilePrunerOptions
        {
            Percentile = Median,
            StartupTrials = given.StartupTrials,
            WarmupSteps = given.WarmupSteps,
            TotalSteps = given.TotalSteps,
            IntervalSteps = given.IntervalSteps,
            MinimumTrialsAtStep = given.MinimumTrialsAtStep,
            Compare = given.Compare,
        });
    }

    /// <summary>Start-up and warm-up, the rest by default.</summary>
    /// <param name="startupTrials">Complete trials before any trial is pruned.</param>
    /// <param name="warmupSteps">Reports of a trial that are never judged.</param>
    public MedianPruner(int startupTrials, int warmupSteps)
        : this(new MedianPrunerOptions { StartupTrials = startupTrials, WarmupSteps = warmupSteps }) { }

    /// <inheritdoc />
    public PruningDecision Decide(PruningContext context) => _rule.Decide(context);
}
