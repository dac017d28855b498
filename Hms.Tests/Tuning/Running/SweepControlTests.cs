using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Tests.Tuning.Running;

/// <summary>Stopping one running trial, from this process and from another; leases that are lost.</summary>
public sealed class SweepControlTests
{
    private static readonly SearchSpace Space = new(new SearchParameter("x", new FloatDistribution(0, 1)));
    private static readonly SweepOptions Options = new() { StudyName = "s", Space = Space, Trials = 5, Seed = 3 };
    private readonly InMemoryStudyStorage _storage = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StopKind.KeepReports, true, TrialState.Pruned)]
    [InlineData(StopKind.KeepReports, false, TrialState.Fail)]
    [InlineData(StopKind.Discard, true, TrialState.Fail)]
    public async Task RequestStop_ARunningTrial_EndsItAndTheSweepGoesOn(StopKind kind, bool reports, TrialState state)
    {
        var sweep = Sweep(_storage);
        var result = await sweep.RunAsync(
            new FunctionRunner(async (x, reporter, token) =>
            {
                if (x.TrialId != 2) { return TrialResult.Completed(1); }
                if (reports) { reporter.Report(0, 0.25); }
                Assert.Equal([2], sweep.Control.RunningTrials);
                Assert.True(sweep.Control.RequestStop(2, kind));
                Assert.False(sweep.Control.RequestStop(1, kind));
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return TrialResult.Completed(1);
            }),
            Token);
        var stopped = result.Trials[2];
        Assert.Equal((4, state, state == TrialState.Pruned ? 0.25 : null), (result.Count(TrialState.Complete), stopped.State, stopped.Value));
        Assert.Equal(state == TrialState.Fail ? "TrialStopped" : null, stopped.Failure?.Type);
        Assert.Equal($"\"{kind}\"", stopped.UserAttributes["hms:stopped"]);
        Assert.Equal("Stopped by request: trial 2.", Assert.Single(result.NotRepeatableBecause));
    }

    [Fact]
    public async Task RequestStop_ATrialThatLooksOnlyAtItsReports_IsToldToPrune()
    {
        var sweep = Sweep(_storage);
        var result = await sweep.RunAsync(
            new FunctionRunner((x, reporter) =>
            {
                if (x.TrialId == 0) { sweep.Control.RequestStop(0); }
                return reporter.Report(0, 0.5) == PruningDecision.Prune ? TrialResult.Pruned() : TrialResult.Completed(1);
            }),
            Token);
        Assert.Equal((TrialState.Pruned, 0.5, 4), (result.Trials[0].State, result.Trials[0].Value, result.Count(TrialState.Complete)));
    }

    [Fact]
    public async Task RequestStop_ATrialThatCompletesAllTheSame_IsComplete()
    {
        var sweep = Sweep(_storage);
        var result = await sweep.RunAsync(
            new FunctionRunner(x =>
            {
                sweep.Control.RequestStop(x.TrialId, StopKind.Discard);
                return 1;
            }),
            Token);
        Assert.Equal((5, true), (result.Count(TrialState.Complete), result.IsRepeatable));
    }

    /// <summary>Stopped trials are no failures in a row.</summary>
    [Fact]
    public async Task RequestStop_ManyTrials_DoesNotCountAsFailures()
    {
        var sweep = new SweepRunner(Options with { MaximumConsecutiveFailures = 2 }, _storage, new RandomTuner(), new NonePruner());
        var result = await sweep.RunAsync(
            new FunctionRunner(async (x, _, token) =>
            {
                if (x.TrialId == 4) { return TrialResult.Completed(1); }
                sweep.Control.RequestStop(x.TrialId);
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return TrialResult.Completed(1);
            }),
            Token);
        Assert.Equal((4, 1), (result.Count(TrialState.Fail), result.Count(TrialState.Complete)));
    }

    /// <summary>Another process asks through the storage; the heartbeat learns of it.</summary>
    [Fact]
    public async Task RunAsync_StopRequestedThroughTheStorage_IsLearntByTheHeartbeat()
    {
        var result = await Sweep(_storage, TimeSpan.FromMilliseconds(1)).RunAsync(
            new FunctionRunner(async (x, reporter, token) =>
            {
                if (x.TrialId != 2) { return TrialResult.Completed(1); }
                reporter.Report(0, 0.25);
                _storage.RequestStop(_storage.ReadTrials(1)[2].Id);
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return TrialResult.Completed(1);
            }),
            Token);
        Assert.Equal((TrialState.Pruned, 4), (result.Trials[2].State, result.Count(TrialState.Complete)));
    }

    /// <summary>Another process takes trial 2 over and completes it; the attempt here is cancelled, its late result dropped, and the sweep goes on.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_ALostLease_DropsTheLateResult(bool isLearntByTheHeartbeat)
    {
        var monitor = new RecordingMonitor();
        var result = await Sweep(_storage, isLearntByTheHeartbeat ? TimeSpan.FromMilliseconds(1) : TimeSpan.FromSeconds(15), monitor).RunAsync(
            new FunctionRunner(async (x, _, token) =>
            {
                if (x.TrialId != 2) { return TrialResult.Completed(1); }
                var trial = _storage.ReadTrials(1)[2];
                var taken = _storage.TryReclaimTrial(new TrialLease(trial.Id, trial.Attempt), ReclaimRule.HolderGone, new LeaseTerms("other", LeaseTerms.DefaultDuration))!;
                _storage.FinishTrial(new TrialLease(taken.Id, taken.Attempt), new TrialOutcome(TrialState.Complete, [7]));
                if (isLearntByTheHeartbeat) { await Task.Delay(Timeout.InfiniteTimeSpan, token); }
                return TrialResult.Completed(99);
            }),
            Token);
        Assert.Equal((5, 7.0, 2, "other"), (result.Count(TrialState.Complete), result.Trials[2].Value, result.Trials[2].Attempt, result.Trials[2].Owner));
        Assert.StartsWith("Attempt 1 of trial 2 lost its lease", Assert.Single(monitor.Warnings));
    }

    /// <summary>A storage that fails to renew for a while costs no trial.</summary>
    [Fact]
    public async Task RunAsync_AStorageThatCannotRenewForAWhile_CostsNoTrial()
    {
        var beats = 0;
        var renewed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var monitor = new RecordingMonitor();
        var flaky = StorageProxy.Of(_storage, (method, _) =>
        {
            if (method != nameof(IStudyStorage.RenewLease)) { return; }
            if (Interlocked.Increment(ref beats) <= 3) { throw new StudyException("the disk is slow"); }
            renewed.TrySetResult();
        });
        var result = await Sweep(flaky, TimeSpan.FromMilliseconds(1), monitor).RunAsync(
            new FunctionRunner(async (x, _, _) =>
            {
                await renewed.Task;
                return TrialResult.Completed(1);
            }),
            Token);
        Assert.Equal(5, result.Count(TrialState.Complete));
        Assert.Contains("The lease of trial 0 could not be renewed; it is tried again. the disk is slow", monitor.Warnings);
    }

    /// <summary>The answer to a write may be lost while the write was not: the trial is then found finished by this very attempt.</summary>
    [Fact]
    public async Task RunAsync_AFinishWhoseAnswerIsLost_CountsOnce()
    {
        var isLost = false;
        IStudyStorage? unsure = null;
        unsure = StorageProxy.Of(_storage, (method, arguments) =>
        {
            if (method != nameof(IStudyStorage.FinishTrial) || isLost) { return; }
            isLost = true;
            _storage.FinishTrial((TrialLease)arguments[0]!, (TrialOutcome)arguments[1]!);
            throw new StudyException("connection reset");
        });
        var result = await Sweep(unsure).RunAsync(new FunctionRunner(x => x.TrialId), Token);
        Assert.Equal((5, 1), (result.Count(TrialState.Complete), result.Trials[0].Attempt));
    }

    private static SweepRunner Sweep(IStudyStorage storage, TimeSpan? heartbeat = null, IMonitor? monitor = null) =>
        new(Options with { HeartbeatInterval = heartbeat ?? TimeSpan.FromSeconds(15) }, storage, new RandomTuner(), new NonePruner(), monitor);
}
