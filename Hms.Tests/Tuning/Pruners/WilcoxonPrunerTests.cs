using Hms.Tuning.Pruners;
using Hms.Tuning.Studies;
using static Hms.Tests.Tuning.Pruners.PruningCases;

namespace Hms.Tests.Tuning.Pruners;

public sealed class WilcoxonPrunerTests
{
    private static readonly Trial[] History = [Complete(0, 5, 6, 7, 8, 9) with { Values = [7] }, Complete(1, 1, 2, 3, 4, 5) with { Values = [3] }];

    /// <summary>Four pairs, all worse than the best trial: p = 1/16. Three give 1/8, above 0.1.</summary>
    [Theory]
    [InlineData(PruningDecision.Continue, new[] { 2, 3, 4.0 })]
    [InlineData(PruningDecision.Prune, new[] { 2, 3.1, 4.2, 5.3 })]
    [InlineData(PruningDecision.Continue, new[] { 0.9, 3.1, 4.2, 5.3 })]
    [InlineData(PruningDecision.Continue, new[] { 2, 3.1, 4.2, 5.3, 6.4 })]
    public void Decide_WorseThanTheBestOnEveryFold_PrunesWithFourPairs(PruningDecision expected, double[] values) =>
        Assert.Equal(expected, new WilcoxonPruner().Decide(Context(History, values)));

    /// <summary>The best trial's first folds were lucky: on them it beats this trial, whose mean is nevertheless below the best trial's result.</summary>
    [Fact]
    public void Decide_MeanBelowTheBestResult_IsSpared() =>
        Assert.Equal(PruningDecision.Continue, new WilcoxonPruner().Decide(Context([Complete(0, 1, 1.1, 1.2, 1.3, 20) with { Values = [4.92] }], 2, 2.2, 2.4, 2.6)));

    [Fact]
    public void Decide_SeveralObjectives_NeedsATrialThatIsBetterInEach()
    {
        Trial[] history = [Complete(0, (1, 1), (2, 2), (3, 3), (4, 4), (5, 5)) with { Values = [3, 3] }];
        Assert.Equal(PruningDecision.Prune, new WilcoxonPruner().Decide(Context(history, (2, 2), (3.1, 3.1), (4.2, 4.2), (5.3, 5.3))));
        Assert.Equal(PruningDecision.Continue, new WilcoxonPruner().Decide(Context(history, (2, 0), (3.1, 1), (4.2, 2), (5.3, 3))));
    }

    /// <summary>The last fold is never judged, so four pairs need five folds.</summary>
    [Fact]
    public void Validate_TooFewFolds_IsRefusedOrReported()
    {
        Assert.Contains("needs 4 pairs before the last step, so 5 steps", Assert.Single(new WilcoxonPrunerOptions { TotalSteps = 4 }.Validate()));
        Assert.Empty(new WilcoxonPrunerOptions { TotalSteps = 5 }.Validate());
        Assert.Empty(new WilcoxonPrunerOptions { TotalSteps = 4, PThreshold = 0.2 }.Validate());
        Assert.Contains("prunes nothing", new WilcoxonPruner().Warn(Context([Complete(0, 1, 2, 3.0)], 1.0)));
        Assert.Null(new WilcoxonPruner().Warn(Context(History, 1.0)));
    }
}
