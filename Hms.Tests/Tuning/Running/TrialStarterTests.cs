using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Tests.Tuning.Running;

/// <summary>When a worker takes over the trial of another.</summary>
public sealed class TrialStarterTests
{
    private readonly TestClock _clock = new();
    private readonly TestClock _storageClock = new();

    private SweepOptions Options => new() { StudyName = "s", Space = new SearchSpace(new SearchParameter("x", new FloatDistribution(0, 1))), Trials = 1, Seed = 3, ExistingStudy = ExistingStudy.Resume, Clock = _clock };

    /// <summary>The worker's clock is behind: by it the lease runs for a long time yet.</summary>
    [Fact]
    public void Next_TheLeaseIsOverByTheClockOfTheStorage_TakesTheTrialOver()
    {
        using var storage = new InMemoryStudyStorage(_storageClock);
        Assert.NotNull(Starter(storage, "first").Next(_ => false).Trial);
        var second = Starter(storage, "second");
        Assert.Null(second.Next(_ => false).Trial);
        _storageClock.Advance(Options.LeaseDuration);
        Assert.Equal(("second", 2), second.Next(_ => false).Trial is { } taken ? (taken.Owner, taken.Attempt) : default);
    }

    /// <summary>A laptop sleeps with two workers on it: all leases are over when it wakes, but the first worker lives and renews its lease within a heartbeat.</summary>
    [Fact]
    public void Next_TheMachineSlept_GivesLiveWorkersTimeToRenew()
    {
        using var storage = new InMemoryStudyStorage(_clock);
        var trial = Starter(storage, "first").Next(_ => false).Trial!;
        var second = Starter(storage, "second");
        Assert.Null(second.Next(_ => false).Trial);
        _clock.Advance(TimeSpan.FromHours(8));
        Assert.Null(second.Next(_ => false).Trial);
        _clock.Advance(Options.HeartbeatInterval);
        Assert.Null(second.Next(_ => false).Trial);
        Assert.Equal(LeaseState.Held, storage.RenewLease(new TrialLease(trial.Id, 1), Options.LeaseDuration));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(second.Next(_ => false).Trial);
    }

    /// <summary>The first worker died before or in the sleep.</summary>
    [Fact]
    public void Next_TheMachineSleptAndTheHolderIsDead_TakesTheTrialOverAfterAHeartbeat()
    {
        using var storage = new InMemoryStudyStorage(_clock);
        Assert.NotNull(Starter(storage, "first").Next(_ => false).Trial);
        var second = Starter(storage, "second");
        Assert.Null(second.Next(_ => false).Trial);
        _clock.Advance(TimeSpan.FromHours(8));
        Assert.Null(second.Next(_ => false).Trial);
        _clock.Advance(Options.HeartbeatInterval + TimeSpan.FromSeconds(1));
        Assert.Equal(2, second.Next(_ => false).Trial?.Attempt);
    }

    /// <summary>A worker that comes from a long trial of its own did not sleep: its heartbeat went on.</summary>
    [Fact]
    public void Next_AfterALongTrialOfItsOwn_TakesADeadTrialOverAtOnce()
    {
        using var storage = new InMemoryStudyStorage(_clock);
        Assert.NotNull(Starter(storage, "first").Next(_ => false).Trial);
        var sleep = new SleepWatch(Options);
        var second = Starter(storage, "second", sleep);
        Assert.Null(second.Next(_ => false).Trial);
        for (var beat = 0; beat < 8; beat++)
        {
            _clock.Advance(Options.HeartbeatInterval);
            sleep.Look();
        }
        Assert.Equal(2, second.Next(_ => false).Trial?.Attempt);
    }

    /// <summary>What was handed back belongs to nobody; there is nothing to wait for.</summary>
    [Fact]
    public void Next_TheMachineSleptAndATrialWasHandedBack_TakesItAtOnce()
    {
        using var storage = new InMemoryStudyStorage(_clock);
        var trial = Starter(storage, "first").Next(_ => false).Trial!;
        var second = Starter(storage, "second");
        Assert.Null(second.Next(_ => false).Trial);
        storage.ReturnTrial(new TrialLease(trial.Id, 1), AttemptRules.HandedBack);
        _clock.Advance(TimeSpan.FromHours(8));
        Assert.Equal(2, second.Next(_ => false).Trial?.Attempt);
    }

    private TrialStarter Starter(IStudyStorage storage, string owner, SleepWatch? sleep = null)
    {
        var study = new StudyOpener(Options, storage).Open();
        var parts = new SweepParts
        {
            Options = Options,
            Study = study,
            Storage = storage,
            Tuner = new RandomTuner(),
            Pruner = new NonePruner(),
            Monitors = new MonitorHub([]),
            Control = new SweepControl(),
            Owner = owner,
        };
        return new TrialStarter(parts, new StudyHistory(storage, study, Options), new SweepLimits(Options, study, null, 0), sleep ?? new SleepWatch(Options));
    }
}
