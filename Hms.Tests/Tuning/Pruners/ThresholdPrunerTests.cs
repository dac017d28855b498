using Hms.Tuning.Pruners;
using Hms.Tuning.Studies;
using static Hms.Tests.Tuning.Pruners.PruningCases;

namespace Hms.Tests.Tuning.Pruners;

public sealed class ThresholdPrunerTests
{
    /// <summary>
    /// A threshold of 0.57 on curves whose first epochs lie at 0.64 to 1.13, judged from the first epoch on: it would prune every trial of every study.
    /// It prunes none, and says so at the first report of each trial that it would have pruned.
    /// </summary>
    [Fact]
    public void Decide_AThresholdBelowEveryFirstEpoch_WarnsAndNoStudyEndsEmpty()
    {
        var pruner = new ThresholdPruner(new ThresholdPrunerOptions { Upper = 0.57, WarmupSteps = 0 });
        for (var seed = 0UL; seed < 20; seed++)
        {
            var curves = Curves(seed, 20, 4, start: 0.64, spread: 0.49).ToList();
            Assert.All(curves, x => Assert.InRange(x[0], 0.64, 1.13));
            var trials = Sweep(pruner, curves);
            Assert.All(trials, x => Assert.Equal(TrialState.Complete, x.State));
            Assert.All(trials, x => Assert.Contains("would have pruned every trial so far", pruner.Warn(Context(trials.GetRange(0, x.Number), curves[x.Number][0]))));
        }
    }

    /// <summary>With the default warm-up the same threshold meets values below it, and works.</summary>
    [Fact]
    public void Decide_TheSameThresholdAfterTheWarmup_PrunesOnceATrialKeptIt()
    {
        var pruner = new ThresholdPruner(new ThresholdPrunerOptions { Upper = 0.57 });
        var pruned = 0;
        for (var seed = 0UL; seed < 20; seed++)
        {
            var trials = Sweep(pruner, Curves(seed, 20, 4, start: 0.64, spread: 0.49));
            pruned += trials.Count(x => x.State == TrialState.Pruned);
            Assert.Contains(trials, x => x.State == TrialState.Complete);
        }
        Assert.InRange(pruned, 1, 20 * 19);
    }

    [Fact]
    public void Decide_OneSurvivor_PrunesOutsideEitherBoundAndNaN()
    {
        var pruner = new ThresholdPruner(new ThresholdPrunerOptions { Lower = 0, Upper = 1, TotalSteps = 4 });
        Trial[] history = [Complete(0, 9, 0.5, 0.5, 9)];
        Assert.Equal(PruningDecision.Continue, pruner.Decide(Context(history, 9.0)));
        Assert.Equal(PruningDecision.Continue, pruner.Decide(Context(history, 9, 1.0)));
        Assert.Equal(PruningDecision.Prune, pruner.Decide(Context(history, 9, 1.01)));
        Assert.Equal(PruningDecision.Prune, pruner.Decide(Context(history, 9, -0.01)));
        Assert.Equal(PruningDecision.Prune, pruner.Decide(Context(history, double.NaN)));
        Assert.Equal(PruningDecision.Continue, pruner.Decide(Context(history, 9, 9, 9, 9.0)));
        Assert.Null(pruner.Warn(Context(history, 9, 1.01)));
        Assert.Equal(PruningDecision.Continue, pruner.Decide(Context([Complete(0, 9, 0.5, double.NaN, 9)], 9, 1.01)));
    }

    [Fact]
    public void Validate_NoOrCrossedBounds_SaysEach()
    {
        Assert.Contains("needs Lower or Upper", Assert.Single(new ThresholdPrunerOptions().Validate()));
        Assert.Equal(3, new ThresholdPrunerOptions { Lower = 2, Upper = 1, StartupTrials = 0, IntervalSteps = 0 }.Validate().Count);
    }
}
