using Hms.Tuning.Running;
using Hms.Tuning.Running.Workers;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;

namespace Hms.Tests.Tuning.Running.Workers;

/// <summary>Workers by themselves, without a pool and without processes of their own.</summary>
public sealed class SweepWorkerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task RunAsync_SeveralWorkersAtOnce_GiveTheStudyOfOneRunner(int workers)
    {
        var options = TestWorkers.Options(SweepOrder.Deterministic, workers, 30) with { PollInterval = TimeSpan.FromMilliseconds(1) };
        using var storage = new InMemoryStudyStorage();
        var codes = await Task.WhenAll(Enumerable.Range(0, workers).Select(x => Task.Run(() => Worker(options, storage, $"worker-{x}").RunAsync(TestWorkers.RunnerOf("quick"), Token))));
        Assert.All(codes, x => Assert.Equal(WorkerExitCode.NoWorkLeft, x));
        using var other = new InMemoryStudyStorage();
        var expected = await new SweepRunner(options, other, TestWorkers.Tuner, TestWorkers.Pruner).RunAsync(TestWorkers.RunnerOf("quick"), Token);
        Assert.Equal(SweepRunnerTests.Table(expected.Trials), SweepRunnerTests.Table(storage.ReadTrials(1)));
    }

    [Fact]
    public async Task RunAsync_Cancelled_HandsTheTrialBack()
    {
        var options = TestWorkers.Options(SweepOrder.Deterministic, 1, 3);
        using var storage = new InMemoryStudyStorage();
        using var stop = new CancellationTokenSource();
        var worker = Worker(options, storage, "worker-0");
        var code = await worker.RunAsync(
            new FunctionRunner(async (_, _, token) =>
            {
                await stop.CancelAsync();
                token.ThrowIfCancellationRequested();
                return TrialResult.Completed(1);
            }),
            stop.Token);
        Assert.Equal((WorkerExitCode.HandedBack, null), (code, worker.Ending));
        Assert.Equal("HandedBack", Assert.Single(storage.ReadAttempts(1)).Failure!.Type);
    }

    [Fact]
    public async Task RunAsync_TheStorageFails_AsksToBeStartedAgain()
    {
        var options = TestWorkers.Options(SweepOrder.Deterministic, 1, 3);
        using var inner = new InMemoryStudyStorage();
        var monitor = new RecordingMonitor();
        var storage = StorageProxy.Of(inner, (method, _) =>
        {
            if (method == nameof(IStudyStorage.ReportIntermediate)) { throw new StudyException("the disk is full"); }
        });
        var worker = new SweepWorker(options, storage, TestWorkers.Tuner, TestWorkers.Pruner, new WorkerAssignment { Name = "w" }) { Monitors = [monitor] };
        Assert.Equal(WorkerExitCode.HandedBack, await worker.RunAsync(TestWorkers.RunnerOf("quick"), Token));
        Assert.Equal("The storage failed; the worker stops and may be started again. the disk is full", Assert.Single(monitor.Warnings));
    }

    [Fact]
    public async Task RunAsync_ATimeBudgetOfThePool_IsTheWorkersToo()
    {
        var clock = new TestClock();
        var options = TestWorkers.Options(SweepOrder.Deterministic, 1, 30) with { Clock = clock };
        using var storage = new InMemoryStudyStorage(clock);
        var worker = new SweepWorker(options, storage, TestWorkers.Tuner, TestWorkers.Pruner, new WorkerAssignment { Name = "w", Deadline = clock.GetUtcNow().AddMinutes(2.5) });
        await worker.RunAsync(
            new FunctionRunner(_ =>
            {
                clock.Advance(TimeSpan.FromMinutes(1));
                return 1;
            }),
            Token);
        Assert.Equal((SweepEndingKind.TimeUp, 3), (worker.Ending!.Kind, storage.ReadTrials(1).Count));
    }

    private static SweepWorker Worker(SweepOptions options, IStudyStorage storage, string name) => new(options, storage, TestWorkers.Tuner, TestWorkers.Pruner, new WorkerAssignment { Name = name });
}
