using Hms.Tuning.Pruners;
using Hms.Tuning.Studies;
using static Hms.Tests.Tuning.Pruners.PruningCases;

namespace Hms.Tests.Tuning.Pruners;

public sealed class PruneReplayTests
{
    private static readonly MedianPruner Judge = new(new MedianPrunerOptions { StartupTrials = 2, WarmupSteps = 1, TotalSteps = 4 });

    [Fact]
    public void Run_AStudyWithoutPruning_SaysWhatWouldHaveBeenSavedAndLost()
    {
        Trial[] trials = [Complete(0, 4, 3, 3, 3), Complete(1, 4, 3, 3, 2.5), Complete(2, 9, 8, 7, 1), Complete(3, 3, 2, 2, 2), Complete(4, 9, 2, 9, 9)];
        var result = PruneReplay.Run(trials, Judge);
        Assert.Equal([null, null, 1, null, null], result.Trials.Select(x => x.PrunedAtStep));
        Assert.Equal((20, 18, 1, 0), (result.RecordedReports, result.Reports, result.PrunedCount, result.CensoredCount));
        Assert.Equal(0.1, result.SavedShare, 1e-12);
        Assert.Equal((2, 3), (result.Best!.Number, result.BestKept!.Number));
        Assert.Equal([2], result.FrontLost);
        Assert.False(result.BestSurvives);
        Assert.True(PruneReplay.Run(trials, new NonePruner()).BestSurvives);
    }

    /// <summary>A trial that the replayed pruner stops is no longer complete for those after it.</summary>
    [Fact]
    public void Run_LaterTrials_SeeTheShortenedOnes()
    {
        Trial[] trials = [Complete(0, 1, 1, 1, 1), Complete(1, 9, 9, 1, 1), Complete(2, 9, 9, 9, 9), Complete(3, 9, 9, 9, 9)];
        var one = new MedianPruner(new MedianPrunerOptions { StartupTrials = 1, WarmupSteps = 0, TotalSteps = 4 });
        Assert.Equal([null, 0, 0, 0], PruneReplay.Run(trials, one).Trials.Select(x => x.PrunedAtStep));
        Assert.Equal([null, null, null, 0], PruneReplay.Run(trials, one, new PruneReplayOptions { Parallelism = 3 }).Trials.Select(x => x.PrunedAtStep));
    }

    [Fact]
    public void Run_TrialsPrunedInTheStudy_StayAsRecordedAndAreCounted()
    {
        Trial[] trials = [Complete(0, 4, 3, 3, 3), Complete(1, 4, 3, 3, 3), Complete(2, 5, 2) with { State = TrialState.Pruned }, Complete(3, 5, 4) with { State = TrialState.Running }];
        var result = PruneReplay.Run(trials, Judge);
        Assert.Equal([false, false, true], result.Trials.Select(x => x.IsCensored));
        Assert.Equal((10, 1), (result.Reports, result.CensoredCount));
    }

    [Fact]
    public void Run_SeveralObjectives_TheWholeFrontMustSurvive()
    {
        Trial[] trials = [Complete(0, (5, 5), (5, 5), (5, 5)), Complete(1, (5, 5), (5, 5), (4, 6)), Complete(2, (6, 6), (6, 6), (1, 1))];
        var pruner = new MedianPruner(new MedianPrunerOptions { StartupTrials = 2, WarmupSteps = 1, TotalSteps = 3 });
        var options = new PruneReplayOptions { Directions = [StudyDirection.Minimize, StudyDirection.Minimize] };
        var result = PruneReplay.Run(trials, pruner, options);
        Assert.Equal([2], result.Front);
        Assert.Equal([2], result.FrontLost);
        Assert.False(result.BestSurvives);
        Assert.Equal([0, 1], PruneReplay.Run(trials[..2], pruner, options).Front);
    }

    [Fact]
    public void Run_APrunerThatWarns_ItsWarningsAreKept() =>
        Assert.Contains("would have pruned every trial", Assert.Single(PruneReplay.Run([Complete(0, 4, 3, 3, 3), Complete(1, 4, 3, 3, 3)], new ThresholdPruner(new ThresholdPrunerOptions { Upper = 1 })).Warnings));

    [Fact]
    public void Run_UnsoundOptions_ListsAll() =>
        Assert.Equal(3, Assert.Throws<ArgumentException>(() => PruneReplay.Run([], new NonePruner(), new PruneReplayOptions { Directions = [], Parallelism = 0, MinimumCompletedTrials = 0 })).Message.Split(Environment.NewLine).Length);
}
