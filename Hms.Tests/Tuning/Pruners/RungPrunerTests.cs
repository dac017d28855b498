using Hms.Tuning.Pruners;
using Hms.Tuning.Studies;
using static Hms.Tests.Tuning.Pruners.PruningCases;

namespace Hms.Tests.Tuning.Pruners;

/// <summary>Successive halving and Hyperband beyond what Optuna's decisions show.</summary>
public sealed class RungPrunerTests
{
    /// <summary>Rungs at resource 2, 4, 8 of 10: a third goes on. Six others stood at the first rung; with the judged trial that makes two of seven.</summary>
    [Theory]
    [InlineData(1.5, PruningDecision.Continue)]
    [InlineData(2.5, PruningDecision.Prune)]
    [InlineData(double.NaN, PruningDecision.Prune)]
    public void Decide_AtARung_OneInEtaGoesOn(double value, PruningDecision expected)
    {
        Trial[] history = [Complete(0, [9, 1, .. Enumerable.Repeat(0.5, 8)]), .. Enumerable.Range(1, 5).Select(i => Complete(i, 9, i + 1) with { State = TrialState.Pruned })];
        var pruner = new SuccessiveHalvingPruner(new SuccessiveHalvingPrunerOptions { MinimumResource = 2, StartupTrials = 1 });
        Assert.Equal(expected, pruner.Decide(Context(history, 9, value)));
        Assert.Equal(double.IsNaN(value) ? PruningDecision.Prune : PruningDecision.Continue, pruner.Decide(Context(history, 9, 9, value)));
    }

    [Fact]
    public void Decide_AutomaticResource_IsASixthOfTheLongestCompleteTrial()
    {
        Trial[] history = [Complete(0, [.. Enumerable.Repeat(1.0, 40)])];
        var pruner = new SuccessiveHalvingPruner(new SuccessiveHalvingPrunerOptions { StartupTrials = 1 });
        double[] bad = [.. Enumerable.Repeat(2.0, 40)];
        Assert.Equal([7, 21], Enumerable.Range(1, 40).Where(n => pruner.Decide(Context(history, bad[..n])) == PruningDecision.Prune));
        Assert.Equal(PruningDecision.Continue, pruner.Decide(Context([history[0] with { State = TrialState.Pruned }], bad[..7])));
    }

    [Fact]
    public void Decide_StepsWithGaps_TheFirstReportAtOrBeyondARungCounts()
    {
        var pruner = new SuccessiveHalvingPruner(new SuccessiveHalvingPrunerOptions { MinimumResource = 4, StartupTrials = 1 });
        var other = Complete(0, 1.0) with { IntermediateValues = Reports([]).Add(1, 0.1).Add(5, 3).Add(9, 0.1).Add(30, 0.1) };
        PruningContext At(params (int Step, double Value)[] reports) => Context([other], 0.0) with { Step = reports[^1].Step, IntermediateValues = Reports([]).AddRange(reports.Select(x => KeyValuePair.Create(x.Step, x.Value))) };
        Assert.Equal(PruningDecision.Continue, pruner.Decide(At((2, 9))));
        Assert.Equal(PruningDecision.Prune, pruner.Decide(At((2, 9), (6, 3.1))));
        Assert.Equal(PruningDecision.Continue, pruner.Decide(At((2, 9), (6, 2.9))));
        Assert.Equal(PruningDecision.Continue, pruner.Decide(At((2, 9), (6, 2.9), (7, 9))));
    }

    [Fact]
    public void Decide_Bootstrap_LetsNoTrialPassARungWithTooFewTrials()
    {
        Trial[] history = [Complete(0, [.. Enumerable.Repeat(1.0, 10)])];
        var options = new SuccessiveHalvingPrunerOptions { MinimumResource = 2, BootstrapTrials = 2, StartupTrials = 1 };
        Assert.Equal(PruningDecision.Prune, new SuccessiveHalvingPruner(options).Decide(Context(history, 0, 0.0)));
        Assert.Equal(PruningDecision.Continue, new SuccessiveHalvingPruner(options with { BootstrapTrials = 1 }).Decide(Context(history, 0, 0.0)));
    }

    /// <summary>R = 27, r = 1, η = 3: four brackets with 27, 12, 6 and 4 trials in 49, the shares of Li et al. for s = 3, 2, 1, 0.</summary>
    [Fact]
    public void Budgets_Of27ByThirds_AreThoseOfThePaper() =>
        Assert.Equal([27, 12, 6, 4], new HyperbandPruner(new HyperbandPrunerOptions { MinimumResource = 1, MaximumResource = 27 }).Budgets(1, 27));

    [Fact]
    public void Decide_Hyperband_BracketsFollowTheirSharesAndTheSeed()
    {
        var pruner = new HyperbandPruner(new HyperbandPrunerOptions { MinimumResource = 1, MaximumResource = 27 });
        Trial[] history = [Complete(0, [.. Enumerable.Repeat(1.0, 40)])];
        double[] bad = [.. Enumerable.Repeat(2.0, 27)];
        int FirstStop(ulong seed, int number) => Enumerable.Range(1, 27).FirstOrDefault(n => pruner.Decide(Context([.. history, .. Enumerable.Range(1, 60).Select(i => Complete(i, [.. Enumerable.Repeat(1.0, 27)]))], bad[..n]) with { Seed = seed, TrialNumber = number }) == PruningDecision.Prune);
        var stops = Enumerable.Range(100, 400).CountBy(n => FirstStop(1, n)).ToDictionary();
        Assert.Equal([1, 3, 9, 27], stops.Keys.Order());
        Assert.InRange(stops[1], 400 * 27 / 49 - 40, 400 * 27 / 49 + 40); // four standard errors
        Assert.NotEqual(Enumerable.Range(100, 50).Select(n => FirstStop(1, n)), Enumerable.Range(100, 50).Select(n => FirstStop(2, n)));
    }

    [Fact]
    public void Validate_OptionsThatNeverPrune_AreRefused()
    {
        Assert.Equal(4, new SuccessiveHalvingPrunerOptions { MinimumResource = 9, TotalSteps = 9, ReductionFactor = 1, BootstrapTrials = -1, MinimumEarlyStoppingRate = -1 }.Validate().Count);
        Assert.Contains("needs a declared MinimumResource", Assert.Single(new SuccessiveHalvingPrunerOptions { BootstrapTrials = 3 }.Validate()));
        Assert.Contains("must be below MaximumResource 4", Assert.Single(new HyperbandPrunerOptions { MinimumResource = 4, MaximumResource = 4 }.Validate()));
        Assert.Contains("nothing is ever pruned", new SuccessiveHalvingPruner(new SuccessiveHalvingPrunerOptions { MinimumResource = 10 }).Warn(Context([Complete(0, 1, 1, 1.0)], 1.0)));
    }
}
