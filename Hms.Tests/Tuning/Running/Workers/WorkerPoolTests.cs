using System.Diagnostics;
using System.Globalization;
using Hms.Tests.Support;
using Hms.Tuning.Numerics;
using Hms.Tuning.Running;
using Hms.Tuning.Running.Workers;
using Hms.Tuning.Storage;
using Hms.Tuning.Storage.Sqlite;
using Hms.Tuning.Studies;
using Microsoft.Data.Sqlite;

namespace Hms.Tests.Tuning.Running.Workers;

/// <summary>Worker processes on one study file: killed, stopped, wrongly configured.</summary>
public sealed class WorkerPoolTests : IDisposable
{
    private const string KillsVariable = "HMS_TEST_KILLS";
    private const int Studies = 5;
    private static readonly WorkerPoolOptions Quick = new() { RestartDelay = TimeSpan.FromMilliseconds(1), MaximumRestartDelay = TimeSpan.FromMilliseconds(1), MaximumCrashesInARow = 1000 };
    private readonly TempFolder _folder = new();

    /// <summary>Kills over all studies: 200, or what the environment says, for a slow machine.</summary>
    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable(KillsVariable), CultureInfo.InvariantCulture, out var kills) ? kills : 200;

    private string StudyFile => _folder["study.db"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    /// <summary>Five studies, three workers each, 40 kills each: 200 kills at random instants, by turns of whoever runs (1 in 4) and of a worker in mid-trial.</summary>
    [Theory]
    [InlineData(SweepOrder.Deterministic, 1)]
    [InlineData(SweepOrder.Deterministic, 2)]
    [InlineData(SweepOrder.Deterministic, 3)]
    [InlineData(SweepOrder.Deterministic, 4)]
    [InlineData(SweepOrder.Eager, 5)]
    public async Task RunAsync_WorkersKilledAtRandomInstants_LosesNothingAndEndsNothingTwice(SweepOrder order, int seed)
    {
        var kills = Kills / Studies;
        var options = TestWorkers.Options(order, 3, 60);
        using var storage = SqliteStudyStorage.Open(StudyFile);
        var log = LogEnds(storage, options);
        var pool = new WorkerPool(options, storage, TestWorkers.Tuner, _ => TestWorkers.Start(StudyFile, "bowl", options), Quick);
        var running = pool.RunAsync(Token);
        var killed = await KillAsync(pool, storage, running, kills, seed);
        var result = await running;
        Assert.Equal(kills, killed);
        Assert.Equal(Enumerable.Range(0, 60), result.Trials.Select(x => x.Number));
        Assert.All(result.Trials, x => Assert.True(x.State is TrialState.Complete or TrialState.Pruned));
        Assert.Equal(result.Trials.Select(x => (x.Id, "RUNNING", 1L)), log());
        Assert.InRange(result.Trials.Sum(x => x.Attempt - 1), kills / 4, kills); // kills in mid-trial
        if (order == SweepOrder.Eager) { return; }
        using var memory = new InMemoryStudyStorage();
        var expected = await new SweepRunner(options, memory, TestWorkers.Tuner, TestWorkers.Pruner).RunAsync(TestWorkers.RunnerOf("quick"), Token);
        Assert.Equal(SweepRunnerTests.Table(expected.Trials), SweepRunnerTests.Table(result.Trials));
        Assert.Equal(expected.Trials.SelectMany(x => x.IntermediateValues), result.Trials.SelectMany(x => x.IntermediateValues));
        Assert.Equal(expected.Best!.Number, result.Best!.Number);
    }

    [Fact]
    public async Task RunAsync_Stopped_WorkersHandTheirTrialsBackUncharged()
    {
        var options = TestWorkers.Options(SweepOrder.Deterministic, 2, 6);
        using var storage = SqliteStudyStorage.Open(StudyFile);
        using var stop = new CancellationTokenSource();
        var pool = new WorkerPool(options, storage, TestWorkers.Tuner, _ => TestWorkers.Start(StudyFile, "hang", options));
        var running = pool.RunAsync(stop.Token);
        await UntilAsync(storage, x => x.Count == 2 && x.All(t => t.IntermediateValues.Count == 1), running);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Empty(pool.ProcessIds);
        Assert.All(storage.ReadTrials(1), x => Assert.Equal((TrialState.Running, "HandedBack"), (x.State, Assert.Single(storage.ReadAttempts(x.Id)).Failure!.Type)));
        var resumed = await new WorkerPool(options, storage, TestWorkers.Tuner, _ => TestWorkers.Start(StudyFile, "quick", options)).RunAsync(Token);
        Assert.Equal((6, SweepEndingKind.TrialsDone, 2), (resumed.Trials.Count(x => x.IsFinished), resumed.Ending.Kind, resumed.Trials[0].Attempt));
    }

    /// <summary>A worker by itself, as a batch system runs it: SIGTERM, then exit code 75.</summary>
    [Fact]
    public async Task WorkerProcess_Sigterm_HandsTheTrialBackAndExits75()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        var options = TestWorkers.Options(SweepOrder.Deterministic, 1, 3) with { MaximumAttempts = 1 };
        using var storage = SqliteStudyStorage.Open(StudyFile);
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            using var worker = Process.Start(TestWorkers.Start(StudyFile, "hang", options))!;
            await UntilAsync(storage, x => x.Count == 1 && x[0].Attempt == attempt && x[0].IntermediateValues.Count == 1, worker.WaitForExitAsync(Token));
            using (var kill = Process.Start("kill", ["-TERM", worker.Id.ToString(CultureInfo.InvariantCulture)])) { await kill.WaitForExitAsync(Token); }
            await worker.WaitForExitAsync(Token);
            Assert.Equal((int)WorkerExitCode.HandedBack, worker.ExitCode);
        }
        using var last = Process.Start(TestWorkers.Start(StudyFile, "quick", options))!;
        await last.WaitForExitAsync(Token);
        Assert.Equal(((int)WorkerExitCode.NoWorkLeft, 3), (last.ExitCode, storage.ReadTrials(1).Count(x => x.State == TrialState.Complete)));
        Assert.Equal(3, storage.ReadTrials(1)[0].Attempt);
    }

    [Fact]
    public async Task RunAsync_ATrialThatKillsItsProcess_FailsAfterItsAttemptsWithTheExitCode()
    {
        var options = TestWorkers.Options(SweepOrder.Deterministic, 2, 6) with { MaximumAttempts = 2 };
        using var storage = SqliteStudyStorage.Open(StudyFile);
        var monitor = new RecordingMonitor();
        var pool = new WorkerPool(options, storage, TestWorkers.Tuner, _ => TestWorkers.Start(StudyFile, "deadly", options), Quick) { Monitors = [monitor] };
        var result = await pool.RunAsync(Token);
        Assert.Equal((TrialState.Fail, "WorkerDied", 5), (result.Trials[3].State, result.Trials[3].Failure!.Type, result.Trials.Count(x => x.State != TrialState.Fail)));
        if (!OperatingSystem.IsWindows()) { Assert.Matches(@"2 attempts of the trial ended .* MaximumAttempts allows 2\. The last: Worker \d \(process \d+\) ended with exit code 137 while it ran the trial\.", result.Trials[3].Failure!.Message); }
        Assert.Contains(monitor.Warnings, x => x.Contains("it is started again", StringComparison.Ordinal));
        Assert.Contains("fail 3", monitor.Lines);
    }

    [Fact]
    public async Task RunAsync_WorkersThatCannotUseTheStudy_StopThePool()
    {
        var options = TestWorkers.Options(SweepOrder.Deterministic, 2, 6);
        using var storage = SqliteStudyStorage.Open(StudyFile);
        var error = await Assert.ThrowsAsync<StudyException>(() => new WorkerPool(options, storage, TestWorkers.Tuner, _ => TestWorkers.Start(StudyFile, "misfit", options)).RunAsync(Token));
        Assert.Matches(@"Worker \d \(process \d+\) ended with exit code 2: it cannot use its options, its study or its file; see what it wrote\.", error.Message);
        error = await Assert.ThrowsAsync<StudyException>(() => new WorkerPool(options, storage, TestWorkers.Tuner, _ => new ProcessStartInfo(_folder["missing"])).RunAsync(Token));
        Assert.Contains("could not be started", error.Message);
    }

    [Fact]
    public async Task RunAsync_WorkersThatOnlyCrash_EndThePool()
    {
        var options = TestWorkers.Options(SweepOrder.Deterministic, 1, 6);
        using var storage = SqliteStudyStorage.Open(StudyFile);
        var crash = new WorkerPool(options, storage, TestWorkers.Tuner, _ => new ProcessStartInfo("/bin/sh", ["-c", "exit 9"]), Quick with { MaximumCrashesInARow = 3 });
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs /bin/sh");
        var error = await Assert.ThrowsAsync<StudyException>(() => crash.RunAsync(Token));
        Assert.Contains("ended with exit code 9, for the 3. time in a row without any trial of study 'pool' ending in between", error.Message);
    }

    /// <summary>A worker that ends badly after the stop (Ctrl+C reaches it too) is not taken for one that its trial killed.</summary>
    [Fact]
    public async Task RunAsync_AWorkerDiesAfterTheStop_ItsTrialIsNotCharged()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs /bin/sh");
        var options = TestWorkers.Options(SweepOrder.Deterministic, 1, 6);
        using var storage = SqliteStudyStorage.Open(StudyFile);
        using var stop = new CancellationTokenSource();
        var pool = new WorkerPool(options, storage, TestWorkers.Tuner, _ => new ProcessStartInfo("/bin/sh", ["-c", "cat; exit 9"]), Quick);
        var running = pool.RunAsync(stop.Token);
        await UntilAsync(storage, _ => pool.ProcessIds.Count == 1, running);
        var values = options.Space.Bind(new Dictionary<string, object?> { ["x"] = 0.5, ["c"] = "a" });
        Assert.NotNull(storage.TryStartTrial(1, 0, values, new LeaseTerms($"{Environment.MachineName}-{Environment.ProcessId}-0.0", LeaseTerms.DefaultDuration)));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal("HandedBack", Assert.Single(storage.ReadAttempts(1)).Failure!.Type);
    }

    /// <summary>The parent's storage fails each time that a worker has ended, twice: the pool goes on.</summary>
    [Fact]
    public async Task RunAsync_TheStorageFailsForAMoment_GoesOn()
    {
        var options = TestWorkers.Options(SweepOrder.Deterministic, 1, 6) with { MaximumAttempts = 2, PollInterval = TimeSpan.FromMilliseconds(5) };
        using var storage = SqliteStudyStorage.Open(StudyFile);
        var failures = 0;
        var flaky = StorageProxy.Of(storage, (method, _) =>
        {
            if (method == nameof(IStudyStorage.ReturnTrial) && Interlocked.Increment(ref failures) % 3 != 0) { throw new StudyException("the disk is slow"); }
        });
        var monitor = new RecordingMonitor();
        var pool = new WorkerPool(options, flaky, TestWorkers.Tuner, _ => TestWorkers.Start(StudyFile, "deadly", options), Quick) { Monitors = [monitor] };
        var result = await pool.RunAsync(Token);
        Assert.Equal((6, 6, TrialState.Fail), (failures, result.Trials.Count, result.Trials[3].State));
        Assert.Contains("The study could not be read or written; it is tried again. the disk is slow", monitor.Warnings);
    }

    [Fact]
    public void Constructor_BadOptions_ReportsAllErrors()
    {
        var bad = new WorkerPoolOptions { MaximumCrashesInARow = 0, RestartDelay = TimeSpan.FromSeconds(-1), MaximumRestartDelay = TimeSpan.FromSeconds(-2), StopGrace = TimeSpan.FromSeconds(-1), ThreadsPerWorker = 0, Devices = [""] };
        Assert.Equal(2, new WorkerPoolOptions { MaximumRestartDelay = TimeSpan.MaxValue, StopGrace = TimeSpan.MaxValue }.Validate().Count);
        Assert.Equal(6, Assert.Throws<ArgumentException>(() => new WorkerPool(TestWorkers.Options(SweepOrder.Eager, 1, 1), new InMemoryStudyStorage(), TestWorkers.Tuner, _ => new ProcessStartInfo(), bad)).Message.Split('\n').Length);
    }

    [Fact]
    public void ApplyTo_AnAssignment_TellsTheProcessItsShare()
    {
        var start = new ProcessStartInfo();
        new WorkerAssignment { Slot = 2, Count = 4, Name = "n", Threads = 3, Device = "1", FirstTrial = 7, Deadline = DateTimeOffset.UnixEpoch, Lifeline = WorkerLifeline.StandardInput }.ApplyTo(start);
        var expected = new Dictionary<string, string>
        {
            ["HMS_WORKER_SLOT"] = "2", ["HMS_WORKER_COUNT"] = "4", ["HMS_WORKER_NAME"] = "n", ["HMS_WORKER_THREADS"] = "3", ["HMS_WORKER_DEVICE"] = "1", ["HMS_WORKER_FIRST_TRIAL"] = "7",
            ["HMS_WORKER_DEADLINE"] = "1970-01-01T00:00:00.0000000+00:00", ["HMS_WORKER_LIFELINE"] = "stdin", ["OMP_NUM_THREADS"] = "3", ["MKL_NUM_THREADS"] = "3", ["CUDA_VISIBLE_DEVICES"] = "1",
        };
        Assert.All(expected, x => Assert.Equal(x.Value, start.Environment[x.Key]));
        Assert.Equal((0, 1), (WorkerAssignment.FromEnvironment().Slot, WorkerAssignment.FromEnvironment().Count));
    }

    /// <summary>An independent witness: a trigger of the database counts how often each trial ends, and from what state.</summary>
    private Func<List<(long Id, string Before, long Count)>> LogEnds(SqliteStudyStorage storage, SweepOptions options)
    {
        storage.CreateStudy(options.ToIdentity());
        Execute("CREATE TABLE test_ends (trial_id INTEGER, before TEXT)", _ => { });
        Execute("CREATE TRIGGER test_log AFTER UPDATE OF state ON trials WHEN NEW.state IN ('COMPLETE', 'PRUNED', 'FAIL') BEGIN INSERT INTO test_ends VALUES (NEW.trial_id, OLD.state); END", _ => { });
        return () =>
        {
            var ends = new List<(long, string, long)>();
            Execute("SELECT trial_id, min(before), count(*) FROM test_ends GROUP BY trial_id ORDER BY trial_id", x => ends.Add((x.GetInt64(0), x.GetString(1), x.GetInt64(2))));
            return ends;
        };
    }

    private void Execute(string sql, Action<SqliteDataReader> row)
    {
        using var connection = new SqliteConnection($"Data Source={StudyFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read()) { row(reader); }
    }

    /// <summary>Kills workers at random instants until the number is reached or the pool has ended: by turns whoever runs, maybe just starting, and one that is in mid-trial.</summary>
    private static async Task<int> KillAsync(WorkerPool pool, IStudyStorage storage, Task running, int kills, int seed)
    {
        var random = new SplitMix64((ulong)seed);
        var killed = new HashSet<int>();
        while (killed.Count < kills && !running.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1 + random.NextInteger(20)), Token);
            var ids = pool.ProcessIds;
            if (killed.Count % 4 != 0) { ids = InMidTrial(storage, ids); }
            var victims = ids.Values.Where(x => !killed.Contains(x)).Order().ToList();
            if (victims.Count > 0 && victims[(int)random.NextInteger(victims.Count)] is var victim && Kill(victim)) { killed.Add(victim); }
        }
        return killed.Count;
    }

    /// <summary>The workers that hold a trial: a worker's name ends with its slot and start.</summary>
    private static Dictionary<int, int> InMidTrial(IStudyStorage storage, IReadOnlyDictionary<int, int> ids)
    {
        var slots = storage.ReadTrials(1).Where(x => x.State == TrialState.Running && x.LeaseExpiresAt > DateTimeOffset.UnixEpoch).Select(x => x.Owner[(x.Owner.LastIndexOf('-') + 1)..].Split('.')[0]);
        return slots.Select(x => int.Parse(x, CultureInfo.InvariantCulture)).Distinct().Where(ids.ContainsKey).ToDictionary(x => x, x => ids[x]);
    }

    private static bool Kill(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            process.Kill();
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException) { return false; } // it has just ended
    }

    private static async Task UntilAsync(IStudyStorage storage, Func<IReadOnlyList<Trial>, bool> isReached, Task runs)
    {
        while (true)
        {
            Assert.False(runs.IsCompleted, "The workers ended too early.");
            if (storage.FindStudy("pool") is { } study && isReached(storage.ReadTrials(study.Id))) { return; }
            await Task.WhenAny(Task.Delay(TimeSpan.FromMilliseconds(5), Token), runs);
        }
    }
}
