using System.Collections.Immutable;
using Hms.Tuning.Pruners;
using Hms.Tuning.Studies;

namespace Hms.Tests.Tuning.Pruners;

public sealed class MedianPrunerTests
{
    private static readonly MedianPruner Judge = new(startupTrials: 3, warmupSteps: 1);

    /// <summary>Three complete trials of four reports; the medians at steps 0, 1, 2 are 5, 4, 3.</summary>
    private static readonly Trial[] History = [Complete(0, 6, 4, 3, 3), Complete(1, 5, 5, 3.5, 3), Complete(2, 1, 1, 1, 1)];

    [Theory]
    [InlineData(PruningDecision.Continue, new[] { 9.0 })]
    [InlineData(PruningDecision.Prune, new[] { 9, 4.1 })]
    [InlineData(PruningDecision.Continue, new[] { 9, 4.0 })]
    [InlineData(PruningDecision.Continue, new[] { 3.9, 8 })]
    [InlineData(PruningDecision.Prune, new[] { 3.9, 3.8, 8 })]
    [InlineData(PruningDecision.Prune, new[] { 1, 1, double.NaN })]
    [InlineData(PruningDecision.Prune, new[] { double.NaN })]
    [InlineData(PruningDecision.Continue, new[] { 9.0, 9, 9, 9, 9 })]
    [InlineData(PruningDecision.Prune, new[] { 9.0, 9, 9, 9, double.NaN })]
    public void Decide_BestSoFarAgainstTheMedian_IsOptunasRule(PruningDecision expected, double[] values)
    {
        var decision = Judge.Decide(Context(values));
        Assert.Equal(expected, decision);
    }

    [Fact]
    public void Decide_Maximize_IsMirrored()
    {
        Assert.Equal(PruningDecision.Prune, Judge.Decide(Context([0, 3.9]) with { Directions = [StudyDirection.Maximize] }));
        Assert.Equal(PruningDecision.Continue, Judge.Decide(Context([0, 4.1]) with { Directions = [StudyDirection.Maximize] }));
    }

    [Fact]
    public void Decide_FewerCompleteTrialsThanStartup_NeverPrunes()
    {
        Trial[] history = [History[0], History[1], Complete(2, 1) with { State = TrialState.Pruned }, Complete(3, 1) with { State = TrialState.Fail }];
        Assert.Equal(PruningDecision.Continue, Judge.Decide(Context([9, 9]) with { History = history }));
        Assert.Equal(PruningDecision.Continue, Judge.Decide(Context([double.NaN]) with { History = history }));
    }

    /// <summary>40 reports make 4 of warm-up: a tenth; with two or three it is one.</summary>
    [Theory]
    [InlineData(40, 4)]
    [InlineData(41, 5)]
    [InlineData(3, 1)]
    public void Decide_DefaultWarmup_IsATenthOfTheSteps(int steps, int warmup)
    {
        var history = Enumerable.Range(0, 5).Select(i => Complete(i, [.. Enumerable.Repeat(1.0, 60)])).ToArray();
        var pruner = new MedianPruner(new MedianPrunerOptions { TotalSteps = steps });
        Assert.Equal(PruningDecision.Continue, pruner.Decide(Context([.. Enumerable.Repeat(9.0, warmup)]) with { History = history }));
        Assert.Equal(PruningDecision.Prune, pruner.Decide(Context([.. Enumerable.Repeat(9.0, warmup + 1)]) with { History = history }));
        var learnt = new MedianPruner();
        Assert.Equal(PruningDecision.Continue, learnt.Decide(Context([.. Enumerable.Repeat(9.0, 6)]) with { History = history }));
        Assert.Equal(PruningDecision.Prune, learnt.Decide(Context([.. Enumerable.Repeat(9.0, 7)]) with { History = history }));
    }

    /// <summary>At the last report nothing is saved by pruning; declared or, by default, learnt from the longest complete trial.</summary>
    [Theory]
    [InlineData(4, null, 9.0)]
    [InlineData(4, null, double.NaN)]
    [InlineData(2, 2, 9.0)]
    [InlineData(3, 2, 9.0)]
    [InlineData(3, 3, double.NaN)]
    public void Decide_AllReportsMade_NeverPrunes(int reports, int? totalSteps, double last)
    {
        double[] values = [.. Enumerable.Repeat(9.0, reports - 1), last];
        Assert.Equal(PruningDecision.Continue, new MedianPruner(new MedianPrunerOptions { StartupTrials = 3, TotalSteps = totalSteps, WarmupSteps = 1 }).Decide(Context(values)));
        Assert.Equal(PruningDecision.Prune, new MedianPruner(new MedianPrunerOptions { StartupTrials = 3, TotalSteps = 9, WarmupSteps = 1, IntervalSteps = 1 }).Decide(Context(values) with { History = [.. History.Select(Longer)] }));
    }

    /// <summary>
    /// A running mean over three folds of two epochs; the later folds are harder. The trial is worse than all others from step 2 on, but its first fold ended
    /// below every later median: best-so-far never prunes it, the latest value does, at once.
    /// </summary>
    [Theory]
    [InlineData(StudyDirection.Minimize)]
    [InlineData(StudyDirection.Maximize)]
    public void Decide_RunningMeanOverFolds_OnlyLatestPrunesAHopelessTrial(StudyDirection direction)
    {
        var sign = direction == StudyDirection.Minimize ? 1 : -1;
        Trial Fold(int number, params double[] values) => Complete(number, [.. values.Select(x => sign * x)]);
        Trial[] history = [Fold(0, 0.6, 0.30, 0.7, 0.60, 0.8, 0.7), Fold(1, 0.7, 0.32, 0.8, 0.65, 0.9, 0.75), Fold(2, 0.8, 0.34, 0.9, 0.70, 1, 0.8)];
        double[] hopeless = [0.7, 0.31, 2, 1.8, 2.2, 2];
        string Decisions(MedianComparison compare) => string.Join(' ', Enumerable.Range(1, hopeless.Length).Select(reports =>
            new MedianPruner(new MedianPrunerOptions { StartupTrials = 3, TotalSteps = 6, Compare = compare }).Decide(
                Context([.. hopeless.Take(reports).Select(x => sign * x)]) with { History = history, Directions = [direction] })));
        Assert.Equal("Continue Continue Continue Continue Continue Continue", Decisions(MedianComparison.BestSoFar));
        Assert.Equal("Continue Continue Prune Prune Prune Continue", Decisions(MedianComparison.Latest));
    }

    [Fact]
    public void Decide_Latest_ComparesTheLastValueOnly()
    {
        var pruner = new MedianPruner(new MedianPrunerOptions { StartupTrials = 3, WarmupSteps = 1, Compare = MedianComparison.Latest });
        Assert.Equal(PruningDecision.Continue, pruner.Decide(Context([9, 4.0])));
        Assert.Equal(PruningDecision.Prune, pruner.Decide(Context([1, 4.1])));
        Assert.Equal(PruningDecision.Continue, pruner.Decide(Context([1, 9, 3])));
        Assert.Equal(PruningDecision.Prune, pruner.Decide(Context([1, 1, double.NaN])));
    }

    [Fact]
    public void Decide_Interval_JudgesOnlyEveryFewReports()
    {
        var pruner = new MedianPruner(new MedianPrunerOptions { StartupTrials = 3, WarmupSteps = 0, IntervalSteps = 2 });
        Assert.Equal([PruningDecision.Prune, PruningDecision.Continue, PruningDecision.Prune], Enumerable.Range(1, 3).Select(n => pruner.Decide(Context([.. Enumerable.Repeat(9.0, n)]))));
    }

    [Fact]
    public void Constructor_OptionsThatCouldPruneAll_AreRefused()
    {
        Assert.Contains("could prune every trial", Assert.Throws<ArgumentException>(() => new MedianPruner(0, 0)).Message);
        Assert.Contains("Compare 7 must be BestSoFar or Latest", Assert.Throws<ArgumentException>(() => new MedianPruner(new MedianPrunerOptions { Compare = (MedianComparison)7 })).Message);
        Assert.Contains("nothing is ever pruned", Assert.Throws<ArgumentException>(() => new MedianPruner(new MedianPrunerOptions { WarmupSteps = 4, TotalSteps = 4 })).Message);
    }

    private static PruningContext Context(double[] values) => new()
    {
        TrialNumber = 9,
        Step = values.Length - 1,
        IntermediateValues = Reports(values),
        History = History,
    };

    private static Trial Longer(Trial trial) => trial with { IntermediateValues = trial.IntermediateValues.Add(trial.IntermediateValues.Count, 0) };

    private static Trial Complete(int number, params double[] values) => new() { Id = number, Number = number, State = TrialState.Complete, Values = [values[^1]], IntermediateValues = Reports(values) };

    private static ImmutableSortedDictionary<int, double> Reports(double[] values) => ImmutableSortedDictionary.CreateRange(values.Select((x, i) => KeyValuePair.Create(i, x)));
}
