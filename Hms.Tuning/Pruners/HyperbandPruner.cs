using Hms.Tuning.Numerics;

namespace Hms.Tuning.Pruners;

/// <summary>Hyperband: several successive halvings that begin to prune at different rungs; each trial belongs to one of them.</summary>
/// <remarks>
/// Li et al., JMLR 18 (2018), with the asynchronous rungs of <see cref="SuccessiveHalvingPruner"/>. There are ⌊log_η(R/r)⌋ + 1 = B brackets; bracket b has its lowest
/// rung at r·η^b, and trials fall into it with probability proportional to ⌈B·η^s/(s+1)⌉, s = B − 1 − b. A trial's bracket is a hash of the study's seed and the trial's
/// number. Trials compete within their bracket only. Until a full trial's length is known, nothing is pruned.
/// </remarks>
public sealed class HyperbandPruner : IPruner
{
    private readonly HyperbandPrunerOptions _options;
    private readonly Func<ulong, int, int, int> _draw;

    /// <summary>Takes the options.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The options are not sound; the message lists all errors.</exception>
    public HyperbandPruner(HyperbandPrunerOptions? options = null)
        : this(options, (seed, number, budget) => (int)(SplitMix64.Derive(seed, "hyperband", (ulong)number) % (ulong)budget)) { }

    /// <summary>With another draw of 0 to budget − 1 from (seed, trial number, budget).</summary>
    internal HyperbandPruner(HyperbandPrunerOptions? options, Func<ulong, int, int, int> draw) =>
        (_options, _draw) = (PrunerOptions.Checked(options ?? new HyperbandPrunerOptions()), draw);

    /// <inheritdoc />
    public PruningDecision Decide(PruningContext context)
    {
        var index = PruningIndex.Of(context.History);
        if (PruningSchedule.At(_options, context, index) != PruningMoment.Judged) { return PruningDecision.Continue; }
        if (StepComparison.IsBroken(context)) { return PruningDecision.Prune; }
        if ((_options.MaximumResource ?? _options.TotalSteps ?? index.LongestResource) is not { } most) { return PruningDecision.Continue; }
        var least = _options.MinimumResource ?? PruningSchedule.Tenth(most);
        var budgets = Budgets(least, most);
        var own = Bracket(context.Seed, context.TrialNumber, budgets);
        var ladder = new RungLadder(least, _options.ReductionFactor, own, _options.BootstrapTrials);
        return RungLadder.IsPromoted(context, ladder, x => Bracket(context.Seed, x.Number, budgets) == own) ? PruningDecision.Continue : PruningDecision.Prune;
    }

    /// <summary>The share of trials of each bracket, as whole numbers.</summary>
    internal int[] Budgets(int least, int most)
    {
        var brackets = 1;
        for (var rung = (long)least * _options.ReductionFactor; rung <= most; rung *= _options.ReductionFactor) { brackets++; }
        return [.. Enumerable.Range(0, brackets).Select(b => (int)Math.Ceiling(brackets * Math.Pow(_options.ReductionFactor, brackets - 1 - b) / (brackets - b)))];
    }

    private int Bracket(ulong seed, int number, int[] budgets)
    {
        var drawn = _draw(seed, number, budgets.Sum());
        for (var bracket = 0; ; bracket++)
        {
            drawn -= budgets[bracket];
            if (drawn < 0) { return bracket; }
        }
    }
}
