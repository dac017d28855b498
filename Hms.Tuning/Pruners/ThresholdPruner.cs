using System.Runtime.CompilerServices;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Pruners;

/// <summary>Prunes a trial that reports a value outside fixed bounds, or NaN; but only once some complete trial kept the bounds.</summary>
/// <remarks>
/// A threshold that the first epochs of every trial break would end the study without a result. So as long as fewer than
/// <see cref="PrunerOptions.StartupTrials"/> (default 1) complete trials would have survived it, nothing is pruned, and <see cref="Warn"/> says why.
/// By default a tenth of the steps is warm-up, and a trial that has made all its reports is never pruned. With several objectives the bounds hold for the first.
/// </remarks>
public sealed class ThresholdPruner : IPruner, IPrunerDiagnostics
{
    private readonly ThresholdPrunerOptions _options;
    private readonly ConditionalWeakTable<Trial, StrongBox<(int Total, double Worst)>> _worst = [];

    /// <summary>Takes the options.</summary>
    /// <param name="options">The bounds and the rest.</param>
    /// <exception cref="ArgumentException">The options are not sound; the message lists all errors.</exception>
    public ThresholdPruner(ThresholdPrunerOptions options) => _options = PrunerOptions.Checked(options);

    /// <inheritdoc />
    public PruningDecision Decide(PruningContext context) =>
        IsOut(context, out var index) && CountSurvivors(index) >= _options.StartupTrials ? PruningDecision.Prune : PruningDecision.Continue;

    /// <inheritdoc />
    public string? Warn(PruningContext context)
    {
        if (!IsOut(context, out var index) || StepComparison.IsBroken(context)) { return null; }
        var survivors = CountSurvivors(index);
        if (survivors >= _options.StartupTrials) { return null; }
        var bounds = _options switch
        {
            { Lower: { } low, Upper: { } high } => FormattableString.Invariant($"{low} to {high}"),
            { Lower: { } low } => FormattableString.Invariant($"at least {low}"),
            { Upper: var high } => FormattableString.Invariant($"at most {high}"),
        };
        return $"The threshold ({bounds}) would have pruned {(survivors == 0 ? "every trial" : $"all but {survivors} of the trials")} so far"
            + $"; nothing is pruned until {_options.StartupTrials} complete trial{(_options.StartupTrials == 1 ? " keeps" : "s keep")} it. Widen the bounds, raise WarmupSteps, or use the median pruner.";
    }

    /// <summary>How far beyond the bounds, 0 within; NaN counts as infinitely far.</summary>
    private double Excess(double value) => double.IsNaN(value) ? double.PositiveInfinity : Math.Max(0, Math.Max(value - _options.Upper ?? 0, _options.Lower - value ?? 0));

    private bool IsOut(PruningContext context, out PruningIndex index)
    {
        index = PruningIndex.Of(context.History);
        var reports = context.IntermediateValues.Count;
        var value = context.IntermediateValues[context.Step];
        if (PruningSchedule.IsLast(_options, index, reports) || !(Excess(value) > 0)) { return false; }
        return double.IsNaN(value) || PruningSchedule.IsJudged(_options, index, reports);
    }

    /// <summary>Complete trials that this pruner would have let through.</summary>
    private int CountSurvivors(PruningIndex index) => index.Complete.Count(x => WorstExcess(x, index) == 0);

    private double WorstExcess(Trial trial, PruningIndex index)
    {
        var total = _options.TotalSteps ?? index.MostReports;
        if (_worst.TryGetValue(trial, out var known) && known.Value.Total == total) { return known.Value.Worst; }
        var worst = 0.0;
        var reports = 0;
        foreach (var value in trial.IntermediateValues.Values)
        {
            reports++;
            if (reports >= total) { break; }
            if (double.IsNaN(value) || PruningSchedule.IsJudged(_options, index, reports)) { worst = Math.Max(worst, Excess(value)); }
        }
        _worst.AddOrUpdate(trial, new StrongBox<(int, double)>((total, worst)));
        return worst;
    }
}
