using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;

namespace Hms.Tests.Tuning.Storage;

/// <summary>The rules that every storage keeps; a new storage derives from this class.</summary>
public abstract class StudyStorageContract : IDisposable
{
    private protected static readonly SearchSpace Space = new(
        new SearchParameter("lr", new FloatDistribution(1e-5, 1, Log: true)),
        new SearchParameter("depth", new IntDistribution(1, 9, Step: 2)),
        new SearchParameter("model", new CategoricalDistribution(null, true, 1, 2.5, "é")));

    private protected static readonly StudyIdentity Identity = new() { Name = "study", Seed = ulong.MaxValue, Parallelism = 3, Space = Space, ConfigurationHash = "abc", Direction = StudyDirection.Maximize };

    private protected static readonly ParameterValues Values = Space.Bind(new Dictionary<string, object?> { ["lr"] = 0.012345678901234567, ["depth"] = 7, ["model"] = null });

    private protected ManualTime Time { get; } = new();

    /// <summary>The storage under test; where studies outlive it, each call opens them anew.</summary>
    protected abstract IStudyStorage Open();

    /// <inheritdoc />
    public virtual void Dispose() => GC.SuppressFinalize(this);

    [Fact]
    public void CreateStudy_AnyIdentity_IsReadBackWhole()
    {
        using (var storage = Open()) { storage.CreateStudy(Identity); }
        using var again = Reopen(x => x.CreateStudy(Identity));
        var study = again.FindStudy("study")!;
        Assert.Equal(("study", StudyDirection.Maximize), (study.Name, study.Direction));
        Assert.Empty(study.Identity!.DifferencesTo(Identity));
        Assert.Null(again.FindStudy("other"));
        Assert.Equal([study.Name], again.ReadStudies().Select(x => x.Name));
    }

    [Fact]
    public void CreateStudy_TheSameName_IsRefused()
    {
        using var storage = Open();
        storage.CreateStudy(Identity);
        Assert.Contains("study 'study' exists already", Assert.Throws<StudyException>(() => storage.CreateStudy(Identity)).Message);
        Assert.Throws<StudyException>(() => storage.CreateStudy(Identity with { Name = " " }));
    }

    [Fact]
    public void CreateStudy_FirstTrials_WaitInOrder()
    {
        using var storage = Open();
        ParameterValues[] first = [Space.Bind(new Dictionary<string, object?> { ["lr"] = 1e-5 }), ParameterValues.Empty, Values];
        var trials = storage.ReadTrials(storage.CreateStudy(Identity, first).Id);
        Assert.Equal([(0, TrialState.Waiting, 1), (1, TrialState.Waiting, 0), (2, TrialState.Waiting, 3)], trials.Select(x => (x.Number, x.State, x.FixedParameters.Count)));
        Assert.Equal(1e-5, trials[0].FixedParameters["lr"]);
        Assert.Throws<ArgumentException>(() => storage.CreateStudy(Identity with { Name = "second" }, [Values, null!]));
        Assert.Null(storage.FindStudy("second"));
    }

    [Fact]
    public void Trial_FromStartToFinish_KeepsEveryEvent()
    {
        using var storage = Open();
        var study = storage.CreateStudy(Identity);
        var trial = storage.TryStartTrial(study.Id, 0, Values)!;
        Assert.Equal((0, TrialState.Running, 1, Time.Start), (trial.Number, trial.State, trial.Attempt, trial.StartedAt));
        var lease = new TrialLease(trial.Id, 1);
        storage.ReportIntermediate(lease, 0, 0.1);
        storage.ReportIntermediate(lease, 7, double.NaN);
        storage.ReportIntermediate(lease, 3, double.NegativeInfinity);
        storage.SetUserAttribute(lease, "foldKl", "[0.5, 0.25]");
        storage.SetUserAttribute(lease, "foldKl", "[0.5, 0.75]");
        Time.Advance(TimeSpan.FromSeconds(90));
        storage.FinishTrial(lease, new TrialOutcome(TrialState.Complete, double.PositiveInfinity));
        var read = Assert.Single(storage.ReadTrials(study.Id));
        Assert.Equal((TrialState.Complete, (double?)double.PositiveInfinity, TimeSpan.FromSeconds(90)), (read.State, read.Value, read.Duration));
        Assert.Equal(Values, read.Parameters);
        Assert.Equal(Values.Select(x => x.Distribution), read.Parameters.Select(x => x.Distribution));
        Assert.Equal([(0, 0.1), (3, double.NegativeInfinity), (7, double.NaN)], read.IntermediateValues.Select(x => (x.Key, x.Value)));
        Assert.Equal(["foldKl: [0.5, 0.75]"], read.UserAttributes.Select(x => $"{x.Key}: {x.Value}"));
        Assert.Equal(read.Number, storage.ReadTrial(trial.Id).Number);
        Assert.Null(read.Failure);
    }

    [Fact]
    public void FinishTrial_Failed_KeepsTypeMessageAndDetail()
    {
        using var storage = Open();
        var trial = storage.TryStartTrial(storage.CreateStudy(Identity).Id, 0, Values)!;
        var failure = new TrialFailure("System.Exception", "é \"quoted\"\nline", "detail");
        storage.FinishTrial(new TrialLease(trial.Id, 1), new TrialOutcome(TrialState.Fail, null, failure));
        Assert.Equal(failure, storage.ReadTrial(trial.Id).Failure);
    }

    [Fact]
    public void FinishTrial_ImpossibleOutcomes_AreRefused()
    {
        using var storage = Open();
        var lease = new TrialLease(storage.TryStartTrial(storage.CreateStudy(Identity).Id, 0, Values)!.Id, 1);
        Assert.Throws<ArgumentException>(() => storage.FinishTrial(lease, new TrialOutcome(TrialState.Running, null)));
        Assert.Throws<ArgumentException>(() => storage.FinishTrial(lease, new TrialOutcome(TrialState.Complete, null)));
        Assert.Throws<ArgumentException>(() => storage.FinishTrial(lease, new TrialOutcome(TrialState.Complete, double.NaN)));
    }

    [Fact]
    public void TryStartTrial_NumberTaken_GivesNull()
    {
        using var storage = Open();
        var study = storage.CreateStudy(Identity);
        Assert.NotNull(storage.TryStartTrial(study.Id, 0, Values));
        Assert.Null(storage.TryStartTrial(study.Id, 0, Values));
        Assert.Null(storage.TryStartTrial(study.Id, 2, Values));
        Assert.NotNull(storage.TryStartTrial(study.Id, 1, Values));
        Assert.Equal([1], storage.ReadTrials(study.Id, 1).Select(x => x.Number));
    }

    [Fact]
    public void EnqueueTrial_SomeParameters_WaitsUntilItIsClaimedOnce()
    {
        using var storage = Open();
        var study = storage.CreateStudy(Identity);
        var waiting = storage.EnqueueTrial(study.Id, Space.Bind(new Dictionary<string, object?> { ["lr"] = 1e-5, ["model"] = "é" }));
        Assert.Equal((0, TrialState.Waiting, 0, (DateTimeOffset?)null), (waiting.Number, waiting.State, waiting.Attempt, waiting.StartedAt));
        Assert.Equal(["lr = 1E-05", "model = é"], storage.ReadTrial(waiting.Id).FixedParameters.OrderBy(x => x.Key).Select(x => FormattableString.Invariant($"{x.Key} = {x.Value}")));
        var claimed = storage.TryClaimTrial(waiting.Id, Values)!;
        Assert.Equal((0, TrialState.Running, 1, Time.Start), (claimed.Number, claimed.State, claimed.Attempt, claimed.StartedAt));
        Assert.Equal(Values, claimed.Parameters);
        Assert.Null(storage.TryClaimTrial(waiting.Id, Values));
    }

    [Fact]
    public void RestartTrial_ARunningTrial_ClearsReportsAndLocksTheOldAttemptOut()
    {
        using var storage = Open();
        var study = storage.CreateStudy(Identity);
        var trial = storage.TryStartTrial(study.Id, 0, Values)!;
        var old = new TrialLease(trial.Id, 1);
        storage.ReportIntermediate(old, 0, 1);
        storage.SetUserAttribute(old, "a", "1");
        Time.Advance(TimeSpan.FromHours(1));
        var again = storage.RestartTrial(trial.Id);
        Assert.Equal((0, TrialState.Running, 2, Time.Start.AddHours(1)), (again.Number, again.State, again.Attempt, again.StartedAt));
        Assert.Equal(Values, again.Parameters);
        Assert.Empty(again.IntermediateValues);
        Assert.Empty(again.UserAttributes);
        Assert.Contains("attempt 1 of trial 0 may no longer write", Assert.Throws<StudyException>(() => storage.ReportIntermediate(old, 1, 1)).Message);
        Assert.Throws<StudyException>(() => storage.SetUserAttribute(old, "a", "1"));
        Assert.Throws<StudyException>(() => storage.FinishTrial(old, new TrialOutcome(TrialState.Complete, 1)));
        storage.ReportIntermediate(new TrialLease(trial.Id, 2), 0, 1);
        storage.FinishTrial(new TrialLease(trial.Id, 2), new TrialOutcome(TrialState.Pruned, 1));
        Assert.Contains("only a running trial", Assert.Throws<StudyException>(() => storage.RestartTrial(trial.Id)).Message);
        Assert.Throws<StudyException>(() => storage.ReportIntermediate(new TrialLease(trial.Id, 2), 1, 1));
    }

    [Fact]
    public void ReportIntermediate_TheSameStepTwice_IsRefused()
    {
        using var storage = Open();
        var lease = new TrialLease(storage.TryStartTrial(storage.CreateStudy(Identity).Id, 0, Values)!.Id, 1);
        storage.ReportIntermediate(lease, 4, 1);
        Assert.Contains("reported step 4 before", Assert.Throws<StudyException>(() => storage.ReportIntermediate(lease, 4, 2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => storage.ReportIntermediate(lease, -1, 2));
    }

    [Fact]
    public void SetUserAttribute_NotJson_IsRefused()
    {
        using var storage = Open();
        var lease = new TrialLease(storage.TryStartTrial(storage.CreateStudy(Identity).Id, 0, Values)!.Id, 1);
        Assert.Throws<ArgumentException>(() => storage.SetUserAttribute(lease, "a", "{"));
        Assert.Throws<ArgumentException>(() => storage.SetUserAttribute(lease, "", "1"));
    }

    [Fact]
    public void StudyAttributes_SetTwice_KeepTheLast()
    {
        using var storage = Open();
        var study = storage.CreateStudy(Identity);
        storage.SetStudyAttribute(study.Id, "note", "1");
        storage.SetStudyAttribute(study.Id, "note", "{\"a\": 2}");
        Assert.Equal("{\"a\": 2}", storage.ReadStudyAttributes(study.Id)["note"]);
    }

    [Fact]
    public void LockForRun_Twice_IsRefusedUntilReleased()
    {
        using var storage = Open();
        var study = storage.CreateStudy(Identity);
        using (storage.LockForRun(study.Id))
        {
            Assert.Contains("is being run by another sweep", Assert.Throws<StudyException>(() => storage.LockForRun(study.Id)).Message);
        }
        storage.LockForRun(study.Id).Dispose();
    }

    [Fact]
    public void UnknownKeys_AreRefused()
    {
        using var storage = Open();
        Assert.Throws<StudyException>(() => storage.ReadTrial(99));
        Assert.Throws<StudyException>(() => storage.LockForRun(99));
    }

    [Fact]
    public void TwoStudies_KeepTheirTrialsApart()
    {
        using var storage = Open();
        var first = storage.CreateStudy(Identity);
        var second = storage.CreateStudy(Identity with { Name = "second" });
        storage.TryStartTrial(first.Id, 0, Values);
        storage.TryStartTrial(second.Id, 0, ParameterValues.Empty);
        storage.TryStartTrial(first.Id, 1, Values);
        Assert.Equal((2, 1), (storage.ReadTrials(first.Id).Count, storage.ReadTrials(second.Id).Count));
        Assert.Empty(storage.ReadTrials(second.Id)[0].Parameters);
    }

    /// <summary>Numbers stay without gap or repeat when many threads begin trials.</summary>
    [Fact]
    public async Task TryStartTrial_ManyThreads_GivesEachNumberOnce()
    {
        using var storage = Open();
        var study = storage.CreateStudy(Identity);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
        {
            for (var won = 0; won < 5;)
            {
                if (storage.TryStartTrial(study.Id, storage.ReadTrials(study.Id).Count, Values) is not { } trial) { continue; }
                storage.ReportIntermediate(new TrialLease(trial.Id, 1), 0, worker);
                storage.FinishTrial(new TrialLease(trial.Id, 1), new TrialOutcome(TrialState.Complete, worker));
                won++;
            }
        })));
        var trials = storage.ReadTrials(study.Id);
        Assert.Equal(Enumerable.Range(0, 20), trials.Select(x => x.Number));
        Assert.All(trials, x => Assert.Equal(x.Value, x.IntermediateValues[0]));
    }

    /// <summary>Opens again what a closed storage kept; a storage that keeps nothing is filled again.</summary>
    private protected virtual IStudyStorage Reopen(Action<IStudyStorage> refill) => Open();
}
