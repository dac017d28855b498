using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Tests.Tuning.Running;

public sealed class SweepRunnerTests
{
    private static readonly SearchSpace Space = new(new SearchParameter("x", new FloatDistribution(0, 1)), new SearchParameter("c", new CategoricalDistribution("a", "b")));

    private static readonly SweepOptions Options = new() { StudyName = "s", Space = Space, Trials = 20, Seed = 3 };

    private static readonly FunctionRunner Bowl = new(x => Objective(x));

    [Fact]
    public async Task RunAsync_TwiceWithOneSeed_GivesTheSameTrials()
    {
        var first = await Run(Options, Bowl);
        var second = await Run(Options, Bowl);
        Assert.Equal(Table(first.Trials), Table(second.Trials));
        Assert.Equal(20, first.Count(TrialState.Complete));
        Assert.Equal(first.Trials.MinBy(x => x.Value)!.Number, first.Best!.Number);
        Assert.NotEqual(Table(first.Trials), Table((await Run(Options with { Seed = 4 }, Bowl)).Trials));
    }

    [Fact]
    public async Task RunAsync_Seeds_DifferByTrialAndRepeatBySweep()
    {
        var seeds = new ConcurrentBag<ulong>();
        var runner = new FunctionRunner(x =>
        {
            seeds.Add(x.Seed);
            return 1;
        });
        await Run(Options, runner);
        Assert.Equal(20, seeds.Distinct().Count());
        await Run(Options, runner);
        Assert.Equal(20, seeds.Distinct().Count());
    }

    /// <summary>Trial n learns from exactly the trials below n − W + 1, whichever worker is slow.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task RunAsync_Parallel_GivesTheSameTrialsWhoeverIsFaster(int parallelism)
    {
        var options = Options with { Parallelism = parallelism, Trials = 40 };
        var atOnce = 0;
        var most = 0;
        FunctionRunner Uneven(int odd) => new(async (settings, _, _) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref atOnce));
            for (var i = 0; i < (settings.TrialId % 3 == odd ? 40 : 1); i++) { await Task.Yield(); }
            Interlocked.Decrement(ref atOnce);
            return TrialResult.Completed(Objective(settings));
        });
        var tables = new List<string>();
        var spy = new SpyTuner();
        for (var odd = 0; odd < 3; odd++)
        {
            using var storage = new InMemoryStudyStorage();
            tables.Add(Table((await new SweepRunner(options, storage, spy, new NonePruner()).RunAsync(Uneven(odd), TestContext.Current.CancellationToken)).Trials));
        }
        Assert.Single(tables.Distinct());
        Assert.InRange(most, 1, parallelism);
        Assert.All(spy.Seen, x => Assert.Equal((Math.Max(0, x.Number - parallelism + 1), Math.Min(x.Number, parallelism - 1)), (x.History, x.Pending)));
    }

    [Fact]
    public async Task RunAsync_AFailingTrial_IsDataAndTheSweepGoesOn()
    {
        var result = await Run(Options, new FunctionRunner(x => x.TrialId is 3 or 7 ? throw new InvalidOperationException($"boom {x.TrialId}", new IOException("inner")) : Objective(x)));
        Assert.Equal((18, 2), (result.Count(TrialState.Complete), result.Count(TrialState.Fail)));
        Assert.Equal(("System.InvalidOperationException", "boom 7"), (result.Trials[7].Failure!.Type, result.Trials[7].Failure!.Message));
        Assert.Contains("inner", result.Trials[7].Failure!.Detail);
    }

    [Fact]
    public async Task RunAsync_ANanObjective_IsAFailedTrial()
    {
        var result = await Run(Options, new FunctionRunner(x => x.TrialId == 2 ? double.NaN : 1));
        Assert.Equal("The objective is NaN; check the learning rate and the data.", result.Trials[2].Failure!.Message);
    }

    [Fact]
    public async Task RunAsync_TooManyFailuresInARow_StopsWithAnErrorAndMayBeResumed()
    {
        using var storage = new InMemoryStudyStorage();
        var sweep = new SweepRunner(Options with { MaximumConsecutiveFailures = 3 }, storage, new RandomTuner(), new NonePruner());
        var error = await Assert.ThrowsAsync<SweepFailedException>(() => sweep.RunAsync(new FunctionRunner(x => x.TrialId is 1 or 2 or >= 4 ? throw new IOException("disk") : 1), TestContext.Current.CancellationToken));
        Assert.Equal("The last 3 trials of study 's' failed; the sweep was stopped. Trial 6: System.IO.IOException: disk", error.Message);
        Assert.Equal((7, 3), (error.Result.Trials.Count, error.Result.Trials.TakeLast(3).Count(x => x.State == TrialState.Fail)));
        var resumed = new SweepRunner(Options with { ExistingStudy = ExistingStudy.Resume, MaximumConsecutiveFailures = 3 }, storage, new RandomTuner(), new NonePruner());
        Assert.Equal(20, (await resumed.RunAsync(Bowl, TestContext.Current.CancellationToken)).Trials.Count);
    }

    [Fact]
    public async Task RunAsync_AllTrialsFail_IsReportedAsFailed()
    {
        var error = await Assert.ThrowsAsync<SweepFailedException>(() => Run(Options with { Trials = 2 }, new FunctionRunner(Fail)));
        Assert.Equal("No trial of study 's' was completed: 2 failed, 0 were pruned. Trial 1: System.IO.IOException: disk", error.Message);
    }

    /// <summary>A pruner that always prunes cannot end a study without a result.</summary>
    [Fact]
    public async Task RunAsync_APrunerThatAlwaysPrunes_LeavesACompletedTrial()
    {
        var result = await Run(Options with { MinimumCompletedTrials = 2 }, new FunctionRunner((x, reporter) => reporter.Report(1, Objective(x)) == PruningDecision.Prune ? TrialResult.Pruned() : TrialResult.Completed(Objective(x))), pruner: new AlwaysPruner());
        Assert.Equal((2, 18), (result.Count(TrialState.Complete), result.Count(TrialState.Pruned)));
        Assert.All(result.Trials, x => Assert.Equal(Objective(x.Parameters), x.Value));
    }

    [Fact]
    public async Task RunAsync_MedianPruner_StopsHopelessTrialsOnly()
    {
        var result = await Run(Options with { Trials = 40 }, new FunctionRunner((x, reporter) =>
        {
            for (var step = 1; step <= 10; step++)
            {
                if (reporter.Report(step, Objective(x) + 1.0 / step) == PruningDecision.Prune) { return TrialResult.Pruned(); }
            }
            return TrialResult.Completed(Objective(x));
        }), pruner: new MedianPruner());
        Assert.InRange(result.Count(TrialState.Pruned), 5, 34);
        Assert.All(result.Trials.Where(x => x.State == TrialState.Pruned), x => Assert.InRange(x.IntermediateValues.Count, 2, 10));
    }

    [Fact]
    public async Task RunAsync_AMonitorThatThrows_DoesNotTouchTheTrials()
    {
        var monitor = new BadMonitor();
        var result = await Run(Options, new FunctionRunner((x, reporter) =>
        {
            reporter.Report(0, 1);
            return TrialResult.Completed(Objective(x));
        }), monitor: monitor);
        Assert.Equal(20, result.Count(TrialState.Complete));
        Assert.Equal(monitor.Calls, result.MonitorErrors.Count);
        Assert.InRange(monitor.Calls, 61, 80);
        Assert.Equal("InvalidOperationException: monitor", result.MonitorErrors[0]);
    }

    [Fact]
    public async Task RunAsync_AStepReportedTwice_FailsTheTrialWithTheRule()
    {
        var result = await Run(Options, new FunctionRunner((x, reporter) =>
        {
            reporter.Report(0, 1);
            if (x.TrialId == 1) { reporter.Report(0, 1); }
            return TrialResult.Completed(1);
        }));
        Assert.Contains("Step 0 was reported before; each step is reported once (step = fold x epochs + epoch).", result.Trials[1].Failure!.Message);
    }

    [Fact]
    public async Task RunAsync_UserAttributes_AreKeptWithTheTrial()
    {
        var result = await Run(Options with { Trials = 1 }, new FunctionRunner((x, reporter) =>
        {
            reporter.SetUserAttribute("foldKl", new JsonArray(0.5, 0.25));
            return TrialResult.Completed(1);
        }));
        Assert.Equal("[0.5,0.25]", result.Trials[0].UserAttributes["foldKl"]);
    }

    [Fact]
    public async Task RunAsync_FirstTrials_RunFirstAndTheTunerFillsThemIn()
    {
        var first = new Dictionary<string, object?> { ["x"] = 0.25 };
        var result = await Run(Options with { FirstTrials = [first, new Dictionary<string, object?> { ["c"] = "b", ["x"] = 1 }] }, Bowl);
        Assert.Equal((0.25, 1.0, "b"), (result.Trials[0].Parameters["x"], result.Trials[1].Parameters["x"], result.Trials[1].Parameters["c"]));
        Assert.True(result.Trials[0].Parameters.Contains("c"));
        Assert.Equal(20, result.Trials.Count);
        Assert.Contains("There is no parameter 'y'", Assert.Throws<ArgumentException>(() => new SweepRunner(Options with { FirstTrials = [new Dictionary<string, object?> { ["y"] = 1 }] }, new InMemoryStudyStorage(), new RandomTuner(), new NonePruner())).Message);
    }

    [Fact]
    public async Task RunAsync_ExistingStudy_IsRefusedUnlessResumed()
    {
        using var storage = new InMemoryStudyStorage();
        var tuner = new TpeTuner();
        await new SweepRunner(Options, storage, tuner, new NonePruner()).RunAsync(Bowl, TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<StudyException>(() => new SweepRunner(Options, storage, tuner, new NonePruner()).RunAsync(Bowl, TestContext.Current.CancellationToken));
        Assert.Equal("memory: study 's' exists already; resume it or choose another name.", refused.Message);
        var changed = Options with { ExistingStudy = ExistingStudy.Resume, Seed = 4, ConfigurationHash = "new", Space = new SearchSpace(new SearchParameter("x", new FloatDistribution(0, 2))) };
        var different = await Assert.ThrowsAsync<StudyException>(() => new SweepRunner(changed, storage, tuner, new NonePruner()).RunAsync(Bowl, TestContext.Current.CancellationToken));
        Assert.Contains("seed was 3, is 4; configuration hash was , is new; parameter 'x' was 0 to 1, is 0 to 2; parameter 'c' is missing", different.Message);
        var more = await new SweepRunner(Options with { ExistingStudy = ExistingStudy.Resume, Trials = 30 }, storage, tuner, new NonePruner()).RunAsync(Bowl, TestContext.Current.CancellationToken);
        Assert.Equal(Table((await Run(Options with { Trials = 30 }, Bowl)).Trials), Table(more.Trials));
    }

    [Fact]
    public async Task RunAsync_Cancelled_LeavesTheRunningTrialToBeRunAgain()
    {
        using var storage = new InMemoryStudyStorage();
        using var stop = new CancellationTokenSource();
        var sweep = new SweepRunner(Options, storage, new TpeTuner(), new NonePruner());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sweep.RunAsync(
            new FunctionRunner(async (x, reporter, token) =>
            {
                reporter.Report(0, 5);
                if (x.TrialId == 12)
                {
                    await stop.CancelAsync();
                    token.ThrowIfCancellationRequested();
                }
                return TrialResult.Completed(Objective(x));
            }),
            stop.Token));
        var left = storage.ReadTrials(1);
        Assert.Equal((13, TrialState.Running), (left.Count, left[12].State));
        var attempts = new ConcurrentDictionary<int, int>();
        var resumed = await new SweepRunner(Options with { ExistingStudy = ExistingStudy.Resume }, storage, new TpeTuner(), new NonePruner()).RunAsync(
            new FunctionRunner((x, reporter) =>
            {
                attempts[x.TrialId] = x.Attempt;
                reporter.Report(0, 5);
                return TrialResult.Completed(Objective(x));
            }),
            TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(12, 8), attempts.Keys.Order());
        Assert.Equal((2, 1), (attempts[12], attempts[13]));
        Assert.Equal(Table((await Run(Options, Bowl)).Trials), Table(resumed.Trials));
    }

    [Fact]
    public async Task RunAsync_TwoSweepsOfOneStudy_TheSecondIsRefused()
    {
        using var storage = new InMemoryStudyStorage();
        StudyException? refused = null;
        await new SweepRunner(Options with { Trials = 1 }, storage, new RandomTuner(), new NonePruner()).RunAsync(
            new FunctionRunner(async (_, _, token) =>
            {
                refused = await Assert.ThrowsAsync<StudyException>(() => new SweepRunner(Options with { ExistingStudy = ExistingStudy.Resume }, storage, new RandomTuner(), new NonePruner()).RunAsync(Bowl, token));
                return TrialResult.Completed(1);
            }),
            TestContext.Current.CancellationToken);
        Assert.Contains("is being run by another sweep", refused!.Message);
    }

    [Fact]
    public void Constructor_BadOptions_ReportsAllErrors()
    {
        var message = Assert.Throws<ArgumentException>(() => new SweepRunner(Options with { Trials = 0, Parallelism = 0, StudyName = "", MaximumConsecutiveFailures = 0, MinimumCompletedTrials = 0 }, new InMemoryStudyStorage(), new RandomTuner(), new NonePruner())).Message;
        Assert.Equal(5, message.Split('\n').Length);
    }

    internal static double Objective(TrialSettings settings) => Objective(settings.Parameters);

    internal static string Table(IEnumerable<Trial> trials) => string.Join('\n', trials.Select(x => FormattableString.Invariant($"{x.Number} {x.State} {string.Join(' ', x.Parameters.Select(p => FormattableString.Invariant($"{p.Name}={p.InternalValue:R}")))} {x.Value:R}")));

    private static double Objective(ParameterValues values) => Math.Pow(values.GetDouble("x") - 0.3, 2) + (values.GetString("c") == "a" ? 0 : 0.2);

    private static double Fail(TrialSettings settings) => throw new IOException("disk");

    private static async Task<SweepResult> Run(SweepOptions options, ITrialRunner runner, IPruner? pruner = null, IMonitor? monitor = null)
    {
        using var storage = new InMemoryStudyStorage();
        return await new SweepRunner(options, storage, new TpeTuner(), pruner ?? new NonePruner(), monitor).RunAsync(runner, TestContext.Current.CancellationToken);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target)) { Interlocked.CompareExchange(ref target, value, seen); }
    }

    private sealed class AlwaysPruner : IPruner
    {
        public PruningDecision Decide(PruningContext context) => PruningDecision.Prune;
    }

    private sealed class SpyTuner : ITuner
    {
        private readonly TpeTuner _inner = new();

        public ConcurrentBag<(int Number, int History, int Pending)> Seen { get; } = [];

        public ParameterValues Propose(TuningContext context)
        {
            Seen.Add((context.TrialNumber, context.History.Count, context.Pending.Count));
            return _inner.Propose(context);
        }
    }

    private sealed class BadMonitor : IMonitor
    {
        public int Calls { get; private set; }

        public void ReportRunningTrial(TrialSettings settings) => Throw();

        public void ReportIntermediate(TrialSettings settings, int step, double value, PruningDecision decision) => Throw();

        public void ReportCompletedTrial(Trial trial) => Throw();

        public void ReportBestTrial(Trial trial) => Throw();

        public void ReportFailTrial(Trial trial) => Throw();

        private void Throw()
        {
            Calls++;
            throw new InvalidOperationException("monitor");
        }
    }
}
