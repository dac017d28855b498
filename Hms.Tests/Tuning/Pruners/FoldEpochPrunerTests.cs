using Hms.Tuning.Pruners;
using Hms.Tuning.Studies;
using static Hms.Tests.Tuning.Pruners.PruningCases;

namespace Hms.Tests.Tuning.Pruners;

public sealed class FoldEpochPrunerTests
{
    private static readonly FoldEpochPrunerOptions Options = new() { Folds = 2, Epochs = 3, StartupTrials = 3, Values = FoldEpochValue.FoldValue };

    /// <summary>The second fold is harder by 10. Standings at its first epoch: (3+15)/2, (4+16)/2, (5+17)/2; the median is 10.</summary>
    private static readonly Trial[] History = [Complete(0, 6, 4, 3, 15, 13, 12), Complete(1, 7, 5, 4, 16, 14, 13), Complete(2, 8, 6, 5, 17, 15, 14)];

    [Theory]
    [InlineData(PruningDecision.Continue, new[] { 9.0 })]
    [InlineData(PruningDecision.Prune, new[] { 9, 5.1 })]
    [InlineData(PruningDecision.Continue, new[] { 9, 5.0 })]
    [InlineData(PruningDecision.Continue, new[] { 9, 5, 3.9, 16.1 })]
    [InlineData(PruningDecision.Prune, new[] { 9, 5, 3.9, 16.2 })]
    [InlineData(PruningDecision.Prune, new[] { double.NaN })]
    [InlineData(PruningDecision.Continue, new[] { 9.0, 9, 9, 99, 99, 99 })]
    public void Decide_FoldValues_ComparesMeansOverTheSameFolds(PruningDecision expected, double[] values) =>
        Assert.Equal(expected, new FoldEpochPruner(Options).Decide(Context(History, values)));

    [Fact]
    public void Decide_RunningMeans_ComparesTheLatest()
    {
        var pruner = new FoldEpochPruner(Options with { Values = FoldEpochValue.RunningMean });
        Assert.Equal(PruningDecision.Continue, pruner.Decide(Context(History, 9, 9, 1, 16.0)));
        Assert.Equal(PruningDecision.Prune, pruner.Decide(Context(History, 1, 1, 1, 16.1)));
    }

    /// <summary>A trial that ended its first fold after two epochs stands at the third with its last value there.</summary>
    [Fact]
    public void Decide_ACompleteTrialThatEndedAFoldEarly_StillCounts()
    {
        Trial[] history = [History[0], History[1], Complete(2, 8, 1.0) with { IntermediateValues = Reports([8, 1]).Add(3, 12) }];
        Assert.Equal(PruningDecision.Prune, new FoldEpochPruner(Options).Decide(Context(history, 9, 5, 3.1)));
        Assert.Equal(PruningDecision.Continue, new FoldEpochPruner(Options).Decide(Context(history, 9, 5, 2.9)));
    }

    /// <summary>Worse than the median by 0.5 on average: with a scatter of the paired rows of 0.1 that is beyond chance, with 10 it is not; neither when half the groups differ.</summary>
    [Fact]
    public void Decide_Rows_PrunesOnlyBeyondChance()
    {
        float[] Rows(double shift, double scatter) => [.. Enumerable.Range(0, 40).Select(i => (float)(i + shift + (i % 2 == 0 ? scatter : -scatter)))];
        PruningContext At(float[] own) => Context(History, 9, 5.5) with { Rows = own, RowsOf = (trial, step) => trial.Number >= 1 && step == 1 ? Rows(trial.Number == 1 ? 0 : 99, 0) : null };
        Assert.Equal(PruningDecision.Prune, new FoldEpochPruner(Options).Decide(At(Rows(0.5, 0.1))));
        Assert.Equal(PruningDecision.Continue, new FoldEpochPruner(Options).Decide(At(Rows(0.5, 10))));
        Assert.Equal(PruningDecision.Prune, new FoldEpochPruner(Options).Decide(At(Rows(0.5, 10)[..39])));
        Assert.Contains("different numbers of rows", new FoldEpochPruner(Options).Warn(At(Rows(0.5, 10)[..39])));
        var grouped = Options with { GroupsOfFold = fold => [.. Enumerable.Range(0, 40).Select(i => fold == 0 ? i / 2 : i)] };
        Assert.Equal(PruningDecision.Prune, new FoldEpochPruner(grouped).Decide(At(Rows(0.5, 10))));
    }

    [Fact]
    public void Decide_Maximize_IsMirrored()
    {
        Trial[] history = [.. History.Select(x => Complete(x.Number, [.. x.IntermediateValues.Values.Select(v => -v)]))];
        var pruner = new FoldEpochPruner(Options);
        Assert.Equal(PruningDecision.Prune, pruner.Decide(Context(history, -9, -5.1) with { Directions = [StudyDirection.Maximize] }));
        Assert.Equal(PruningDecision.Continue, pruner.Decide(Context(history, -9, -4.9) with { Directions = [StudyDirection.Maximize] }));
    }

    [Fact]
    public void Decide_AStepBeyondTheDeclaredEpochs_IsAnError() =>
        Assert.Contains("lies beyond 2 folds × 3 epochs", Assert.Throws<ArgumentException>(() => new FoldEpochPruner(Options).Decide(Context(History, 1, 1, 1, 1, 1, 1, 1.0))).Message);

    [Fact]
    public void Validate_UnsoundOptions_SaysEach() =>
        Assert.Equal(5, new FoldEpochPrunerOptions { Folds = 0, Epochs = 0, StartupTrials = 0, Percentile = 100, PThreshold = 0, Values = FoldEpochValue.FoldValue }.Validate().Count);
}
