using System.Collections.Concurrent;
using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Tests.Tuning.Running;

/// <summary>Trials that throw, die or are handed back.</summary>
public sealed class SweepRetryTests
{
    private static readonly SearchSpace Space = new(new SearchParameter("x", new FloatDistribution(0, 1)));
    private static readonly SweepOptions Options = new() { StudyName = "s", Space = Space, Trials = 6, Seed = 3, ExistingStudy = ExistingStudy.Resume };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_ATrialThatThrowsOnce_IsTriedAgainWithTheSameParametersAndSeed()
    {
        using var storage = new InMemoryStudyStorage();
        var monitor = new RecordingMonitor();
        var runs = new ConcurrentQueue<(int Attempt, double X, ulong Seed)>();
        var result = await Sweep(Options with { Retries = 2 }, storage, monitor).RunAsync(new FunctionRunner((x, reporter) =>
        {
            reporter.Report(0, x.Attempt);
            if (x.TrialId != 2) { return TrialResult.Completed(Value(x)); }
            runs.Enqueue((x.Attempt, Value(x), x.Seed));
            return x.Attempt < 3 ? throw new IOException($"boom {x.Attempt}") : TrialResult.Completed(Value(x));
        }), Token);
        var expected = await Plain();
        Assert.Equal(SweepRunnerTests.Table(expected.Trials), SweepRunnerTests.Table(result.Trials));
        Assert.Equal([1, 2, 3], runs.Select(x => x.Attempt));
        Assert.Single(runs.Select(x => (x.X, x.Seed)).Distinct());
        Assert.Equal([3.0], result.Trials[2].IntermediateValues.Values);
        Assert.Equal(["boom 1", "boom 2"], storage.ReadAttempts(result.Trials[2].Id).Select(x => x.Failure!.Message));
        Assert.Contains("returned 2 attempt 1 boom 1", monitor.Lines);
        Assert.True(result.IsRepeatable);
    }

    [Fact]
    public async Task RunAsync_RetriesUsedUp_TheTrialFailsWithTheLastException()
    {
        using var storage = new InMemoryStudyStorage();
        var result = await Sweep(Options with { Retries = 1 }, storage).RunAsync(new FunctionRunner(x => x.TrialId == 2 ? throw new IOException($"boom {x.Attempt}") : Value(x)), Token);
        Assert.Equal((TrialState.Fail, 2, "boom 2"), (result.Trials[2].State, result.Trials[2].Attempt, result.Trials[2].Failure!.Message));
        Assert.Equal(5, result.Count(TrialState.Complete));
    }

    [Fact]
    public async Task RunAsync_ANanObjective_IsTriedAgainToo()
    {
        using var storage = new InMemoryStudyStorage();
        var result = await Sweep(Options with { Retries = 1 }, storage).RunAsync(new FunctionRunner(x => x is { TrialId: 2, Attempt: 1 } ? double.NaN : Value(x)), Token);
        Assert.Equal((TrialState.Complete, 2), (result.Trials[2].State, result.Trials[2].Attempt));
    }

    /// <summary>A process that dies in trial 2 leaves it running; however often that happens, the study is that of a run that never died.</summary>
    [Fact]
    public async Task RunAsync_TheWholeRunDiesAgainAndAgain_IsNotCharged()
    {
        using var storage = new InMemoryStudyStorage();
        var options = Options with { MaximumAttempts = 1 };
        for (var death = 1; death <= 5; death++)
        {
            await DieAsync(storage, options);
            Assert.Equal((TrialState.Running, death), (storage.ReadTrials(1)[2].State, storage.ReadTrials(1)[2].Attempt));
        }
        var monitor = new RecordingMonitor();
        var result = await Sweep(options, storage, monitor).RunAsync(new FunctionRunner(Value), Token);
        Assert.Equal(SweepRunnerTests.Table((await Plain()).Trials), SweepRunnerTests.Table(result.Trials));
        Assert.Equal((6, 6, true), (result.Count(TrialState.Complete), result.Trials[2].Attempt, result.IsRepeatable));
        Assert.StartsWith("Trial 2 was begun 5 times and its process never came back.", Assert.Single(monitor.Warnings));
    }

    [Fact]
    public async Task RunAsync_TheWholeRunDiesTwice_WarnsOfNothing()
    {
        using var storage = new InMemoryStudyStorage();
        for (var death = 1; death <= 2; death++) { await DieAsync(storage, Options); }
        var monitor = new RecordingMonitor();
        await Sweep(Options, storage, monitor).RunAsync(new FunctionRunner(Value), Token);
        Assert.Empty(monitor.Warnings);
    }

    /// <summary>A worker that died while its run lived on was seen by its parent: that counts, over runs too.</summary>
    [Fact]
    public async Task RunAsync_AttemptsUsedUpByDyingWorkers_TheTrialFails()
    {
        using var storage = new InMemoryStudyStorage();
        await DieAsync(storage, Options);
        var trial = storage.ReadTrials(1)[2];
        for (var death = 1; death <= 3; death++)
        {
            storage.ReturnTrial(new TrialLease(trial.Id, death), AttemptRules.Died($"killed {death}"));
            if (death < 3) { storage.TryReclaimTrial(new TrialLease(trial.Id, death), ReclaimRule.Expired, new LeaseTerms("other", LeaseTerms.DefaultDuration)); }
        }
        var result = await Sweep(Options, storage).RunAsync(new FunctionRunner(Value), Token);
        Assert.Equal((TrialState.Fail, "WorkerDied"), (result.Trials[2].State, result.Trials[2].Failure!.Type));
        Assert.Equal("3 attempts of the trial ended with their process dead or silent; MaximumAttempts allows 3. The last: killed 3", result.Trials[2].Failure!.Message);
        Assert.Equal(5, result.Count(TrialState.Complete));
        Assert.Equal("Failed because its process died: trial 2.", Assert.Single(result.NotRepeatableBecause));
    }

    /// <summary>However often a sweep is stopped in order, its trials are not charged for it.</summary>
    [Fact]
    public async Task RunAsync_HandedBackManyTimes_IsNotCharged()
    {
        using var storage = new InMemoryStudyStorage();
        for (var i = 0; i < 5; i++)
        {
            using var stop = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Sweep(Options with { MaximumAttempts = 1 }, storage).RunAsync(
                new FunctionRunner(async (x, _, token) =>
                {
                    if (x.TrialId == 2) { await stop.CancelAsync(); }
                    token.ThrowIfCancellationRequested();
                    return TrialResult.Completed(Value(x));
                }),
                stop.Token));
        }
        var result = await Sweep(Options with { MaximumAttempts = 1 }, storage).RunAsync(new FunctionRunner(Value), Token);
        Assert.Equal((6, 6), (result.Count(TrialState.Complete), result.Trials[2].Attempt));
        Assert.Equal(SweepRunnerTests.Table((await Plain()).Trials), SweepRunnerTests.Table(result.Trials));
    }

    /// <summary>The storage disappears under trial 2, as when the process dies: nothing more is written.</summary>
    internal static async Task DieAsync(IStudyStorage storage, SweepOptions options)
    {
        var isDead = false;
        var dying = StorageProxy.Of(storage, (_, _) =>
        {
            if (Volatile.Read(ref isDead)) { throw new StudyException("dead"); }
        });
        await Assert.ThrowsAsync<StudyException>(() => Sweep(options, dying).RunAsync(
            new FunctionRunner((x, reporter) =>
            {
                if (x.TrialId == 2) { Volatile.Write(ref isDead, true); }
                reporter.Report(0, 1);
                return TrialResult.Completed(Value(x));
            }),
            Token));
        storage.LockForRun(1).Dispose();
    }

    private static double Value(TrialSettings settings) => settings.Parameters.GetDouble("x");

    private static async Task<SweepResult> Plain()
    {
        using var storage = new InMemoryStudyStorage();
        return await Sweep(Options, storage).RunAsync(new FunctionRunner(Value), Token);
    }

    private static SweepRunner Sweep(SweepOptions options, IStudyStorage storage, IMonitor? monitor = null) => new(options, storage, new RandomTuner(), new NonePruner(), monitor);
}
