using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;
using Hms.Tuning.Tuners.Grid;

namespace Hms.Tests.Tuning.Running;

/// <summary>What ends a sweep beside its number of trials.</summary>
public sealed class SweepBudgetTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly SearchSpace Space = new(new SearchParameter("x", new FloatDistribution(0, 1)));
    private readonly TestClock _clock = new();

    private SweepOptions Options => new() { StudyName = "s", Space = Space, Seed = 3, Clock = _clock };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Constructor_NothingEndsTheSweep_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => new SweepRunner(Options, new InMemoryStudyStorage(), new RandomTuner(), new NonePruner()));
        Assert.StartsWith("Nothing would end the sweep; set Trials, TimeBudget, ReportBudget or Terminators", error.Message);
    }

    [Fact]
    public void Validate_BadBudgetsAndTimings_ReportsEach()
    {
        var bad = Options with { TimeBudget = TimeSpan.Zero, ReportBudget = 0, Retries = -1, MaximumAttempts = 0, LeaseDuration = Minute, HeartbeatInterval = Minute, PollInterval = TimeSpan.Zero, TimeUp = (TimeUpAction)9, WarmStart = new WarmStart("", []), FixedParameters = new Dictionary<string, object?> { ["y"] = 1 } };
        Assert.Equal(9, bad.Validate().Count);
    }

    [Fact]
    public async Task RunAsync_TimeIsUp_FinishesTheRunningTrialAndSaysThatItCannotBeRepeated()
    {
        using var storage = new InMemoryStudyStorage(_clock);
        var monitor = new RecordingMonitor();
        var result = await Sweep(Options with { TimeBudget = 10 * Minute }, storage, monitor).RunAsync(new FunctionRunner(x =>
        {
            _clock.Advance(4 * Minute);
            return x.TrialId;
        }), Token);
        Assert.Equal((3, SweepEndingKind.TimeUp, 3), (result.Count(TrialState.Complete), result.Ending.Kind, result.Ending.TrialNumber));
        Assert.False(result.IsRepeatable);
        Assert.Equal("There was a time budget of 00:10:00: how many trials fit depends on the machine.", Assert.Single(result.NotRepeatableBecause));
        Assert.StartsWith("This sweep cannot be repeated. There was a time budget", Assert.Single(monitor.Warnings));
        var attributes = storage.ReadStudyAttributes(result.Study.Id);
        Assert.Contains("TimeUp", attributes["hms:ending"]);
        Assert.Contains("time budget", attributes["hms:not_repeatable"]);
    }

    [Fact]
    public async Task RunAsync_TimeIsUpAndTrialsAreCancelled_HandsThemBackForAResume()
    {
        using var storage = new InMemoryStudyStorage(_clock);
        var options = Options with { TimeBudget = 10 * Minute, TimeUp = TimeUpAction.CancelRunningTrials, Trials = 5 };
        var result = await Sweep(options, storage).RunAsync(
            new FunctionRunner(async (x, _, token) =>
            {
                _clock.Advance(x.TrialId == 2 ? 9 * Minute : Minute);
                if (x.TrialId == 2) { await Task.Delay(Timeout.InfiniteTimeSpan, token); }
                return TrialResult.Completed(x.TrialId);
            }),
            Token);
        Assert.Equal((SweepEndingKind.TimeUp, 2, TrialState.Running), (result.Ending.Kind, result.Count(TrialState.Complete), result.Trials[2].State));
        Assert.Equal("HandedBack", Assert.Single(storage.ReadAttempts(result.Trials[2].Id)).Failure!.Type);
        var resumed = await Sweep(options with { ExistingStudy = ExistingStudy.Resume }, storage).RunAsync(new FunctionRunner(x => x.TrialId), Token);
        Assert.Equal((5, 2, SweepEndingKind.TrialsDone), (resumed.Count(TrialState.Complete), resumed.Trials[2].Attempt, resumed.Ending.Kind));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RunAsync_TheTimeIsUpWithTheLastTrial_AllTrialsAreDone(int parallelism)
    {
        using var storage = new InMemoryStudyStorage(_clock);
        var options = Options with { TimeBudget = 10 * Minute, Trials = 2, Parallelism = parallelism };
        var result = await Sweep(options, storage).RunAsync(new FunctionRunner(x =>
        {
            if (x.TrialId == 1) { _clock.Advance(11 * Minute); }
            return x.TrialId;
        }), Token);
        Assert.Equal((2, SweepEndingKind.TrialsDone), (result.Trials.Count, result.Ending.Kind));
    }

    /// <summary>The first run had a time budget and ended; the second has none and is stopped.</summary>
    [Fact]
    public async Task RunAsync_ResumedAndStopped_ForgetsTheEndingAndSaysWhichRunHadATimeBudget()
    {
        using var storage = new InMemoryStudyStorage(_clock);
        await Sweep(Options with { TimeBudget = 10 * Minute, Trials = 2 }, storage).RunAsync(new FunctionRunner(x => x.TrialId), Token);
        Assert.Contains("TrialsDone", storage.ReadStudyAttributes(1)["hms:ending"]);
        var more = Options with { Trials = 4, ExistingStudy = ExistingStudy.Resume };
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Sweep(more, storage).RunAsync(
            new FunctionRunner(async (_, _, token) =>
            {
                await stop.CancelAsync();
                token.ThrowIfCancellationRequested();
                return TrialResult.Completed(1);
            }),
            stop.Token));
        Assert.Equal("null", storage.ReadStudyAttributes(1)["hms:ending"]);
        const string earlier = "An earlier run: There was a time budget of 00:10:00: how many trials fit depends on the machine.";
        Assert.Contains(earlier, storage.ReadStudyAttributes(1)["hms:not_repeatable"]);
        for (var run = 0; run < 2; run++)
        {
            var result = await Sweep(more, storage).RunAsync(new FunctionRunner(x => x.TrialId), Token);
            Assert.Equal(earlier, Assert.Single(result.NotRepeatableBecause));
        }
    }

    [Fact]
    public void Validate_TimesBeyondMeasure_ReportsEach()
    {
        var bad = Options with { TimeBudget = TimeSpan.FromHours(1e8), LeaseDuration = TimeSpan.MaxValue, HeartbeatInterval = TimeSpan.MaxValue, PollInterval = TimeSpan.MaxValue };
        Assert.Equal(4, bad.Validate().Count);
        Assert.Contains("TimeBudget 4166666.16:00:00 must be at most 3650 days; leave it out for no limit.", bad.Validate());
    }

    /// <summary>Longer than a timer of .NET can run.</summary>
    [Fact]
    public async Task RunAsync_ABudgetOfMonthsThatCancels_Runs()
    {
        using var storage = new InMemoryStudyStorage();
        var options = Options with { Clock = TimeProvider.System, TimeBudget = TimeSpan.FromDays(3650), TimeUp = TimeUpAction.CancelRunningTrials, Trials = 2 };
        Assert.Equal(SweepEndingKind.TrialsDone, (await Sweep(options, storage).RunAsync(new FunctionRunner(x => x.TrialId), Token)).Ending.Kind);
    }

    /// <summary>The clock is set back an hour right after the time was up: it stays up.</summary>
    [Fact]
    public async Task RunAsync_TheClockIsSetBackWhenTheTimeIsUp_EndsAllTheSame()
    {
        using var storage = new InMemoryStudyStorage(_clock);
        var options = Options with { TimeBudget = 10 * Minute, TimeUp = TimeUpAction.CancelRunningTrials, Trials = 3 };
        var result = await Sweep(options, storage).RunAsync(
            new FunctionRunner(async (x, _, token) =>
            {
                if (x.TrialId == 0) { return TrialResult.Completed(1); }
                _clock.Advance(4 * Minute);
                _clock.Advance(6 * Minute);
                try { await Task.Delay(Timeout.InfiniteTimeSpan, token); }
                finally { _clock.Advance(-60 * Minute); }
                return TrialResult.Completed(1);
            }),
            Token);
        Assert.Equal((SweepEndingKind.TimeUp, 2, 1), (result.Ending.Kind, result.Trials.Count, result.Trials[1].Attempt));
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(3, 6)]
    public async Task RunAsync_ReportBudget_EndsAtTheSameTrialEachTime(int parallelism, int trials)
    {
        var options = Options with { ReportBudget = 12, Parallelism = parallelism };
        using var storage = new InMemoryStudyStorage(_clock);
        var result = await Sweep(options, storage).RunAsync(ThreeReports, Token);
        Assert.Equal((trials, SweepEndingKind.ReportsUsedUp, true), (result.Trials.Count, result.Ending.Kind, result.IsRepeatable));
        var resumed = await Sweep(options with { ExistingStudy = ExistingStudy.Resume }, storage).RunAsync(ThreeReports, Token);
        Assert.Equal(trials, resumed.Trials.Count);
    }

    [Fact]
    public async Task RunAsync_TheTunerHasNoMoreProposals_Ends()
    {
        using var storage = new InMemoryStudyStorage(_clock);
        var sweep = new SweepRunner(Options, storage, new ThreeProposals(), new NonePruner());
        var result = await sweep.RunAsync(new FunctionRunner(x => x.TrialId), Token);
        Assert.Equal((3, SweepEndingKind.SpaceExhausted, "All 3 proposals of the tuner were tried."), (result.Trials.Count, result.Ending.Kind, result.Ending.Message));
    }

    private static FunctionRunner ThreeReports => new((x, reporter) =>
    {
        for (var step = 0; step < 3; step++) { reporter.Report(step, 1); }
        return TrialResult.Completed(x.TrialId);
    });

    private static SweepRunner Sweep(SweepOptions options, IStudyStorage storage, IMonitor? monitor = null) => new(options, storage, new RandomTuner(), new NonePruner(), monitor);

    private sealed class ThreeProposals : IFiniteTuner
    {
        public long? TrialCount(SearchSpace space) => 3;

        public bool IsExhausted(TuningContext context) => context.History.Count + context.Pending.Count >= 3;

        public ParameterValues Propose(TuningContext context) => new RandomTuner().Propose(context);
    }

    /// <summary>Trials that wait without a value are the grid's to fill; once it is used up they fail, and the sweep goes on.</summary>
    [Fact]
    public async Task RunAsync_MoreEmptyFirstTrialsThanCells_FailsThoseWithoutACell()
    {
        using var storage = new InMemoryStudyStorage();
        var options = new SweepOptions
        {
            StudyName = "cells", Seed = 1, Trials = 5, Space = new SearchSpace(new SearchParameter("a", new CategoricalDistribution("x", "y"))),
            FirstTrials = [.. Enumerable.Range(0, 4).Select(_ => new Dictionary<string, object?>())],
        };
        var result = await new SweepRunner(options, storage, new GridTuner(), new NonePruner()).RunAsync(new FunctionRunner(x => x.TrialId), TestContext.Current.CancellationToken);
        Assert.Equal([TrialState.Complete, TrialState.Complete, TrialState.Fail, TrialState.Fail], result.Trials.Select(x => x.State));
        Assert.Equal(SweepEndingKind.SpaceExhausted, result.Ending.Kind);
    }
}
