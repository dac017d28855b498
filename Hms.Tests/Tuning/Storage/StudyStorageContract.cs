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

    private protected static readonly LeaseTerms Terms = new("worker-1", TimeSpan.FromHours(1));
    private protected static readonly StudyIdentity Identity = new() { Name = "study", Seed = ulong.MaxValue, Parallelism = 3, Space = Space, ConfigurationHash = "abc", Directions = [StudyDirection.Maximize] };

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
        var trial = storage.TryStartTrial(study.Id, 0, Values, Terms)!;
        Assert.Equal((0, TrialState.Running, 1, Time.Start), (trial.Number, trial.State, trial.Attempt, trial.StartedAt));
        var lease = new TrialLease(trial.Id, 1);
        storage.ReportIntermediate(lease, 0, [0.1]);
        storage.ReportIntermediate(lease, 7, [double.NaN]);
        storage.ReportIntermediate(lease, 3, [double.NegativeInfinity]);
        storage.SetUserAttribute(lease, "foldKl", "[0.5, 0.25]");
        storage.SetUserAttribute(lease, "foldKl", "[0.5, 0.75]");
        Time.Advance(TimeSpan.FromSeconds(90));
        storage.FinishTrial(lease, new TrialOutcome(TrialState.Complete, [double.PositiveInfinity]));
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
        var trial = storage.TryStartTrial(storage.CreateStudy(Identity).Id, 0, Values, Terms)!;
        var failure = new TrialFailure("System.Exception", "é \"quoted\"\nline", "detail");
        storage.FinishTrial(new TrialLease(trial.Id, 1), new TrialOutcome(TrialState.Fail, [], failure));
        Assert.Equal(failure, storage.ReadTrial(trial.Id).Failure);
    }

    [Fact]
    public void FinishTrial_ImpossibleOutcomes_AreRefused()
    {
        using var storage = Open();
        var lease = new TrialLease(storage.TryStartTrial(storage.CreateStudy(Identity).Id, 0, Values, Terms)!.Id, 1);
        Assert.Throws<ArgumentException>(() => storage.FinishTrial(lease, new TrialOutcome(TrialState.Running, [])));
        Assert.Throws<ArgumentException>(() => storage.FinishTrial(lease, new TrialOutcome(TrialState.Complete, [])));
        Assert.Throws<ArgumentException>(() => storage.FinishTrial(lease, new TrialOutcome(TrialState.Complete, [double.NaN])));
    }

    [Fact]
    public void TryStartTrial_NumberTaken_GivesNull()
    {
        using var storage = Open();
        var study = storage.CreateStudy(Identity);
        Assert.NotNull(storage.TryStartTrial(study.Id, 0, Values, Terms));
        Assert.Null(storage.TryStartTrial(study.Id, 0, Values, Terms));
        Assert.Null(storage.TryStartTrial(study.Id, 2, Values, Terms));
        Assert.NotNull(storage.TryStartTrial(study.Id, 1, Values, Terms));
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
        var claimed = storage.TryClaimTrial(waiting.Id, Values, Terms)!;
        Assert.Equal((0, TrialState.Running, 1, Time.Start), (claimed.Number, claimed.State, claimed.Attempt, claimed.StartedAt));
        Assert.Equal(Values, claimed.Parameters);
        Assert.Null(storage.TryClaimTrial(waiting.Id, Values, Terms));
    }

    [Fact]
    public void TryReclaimTrial_ItsHolderIsGone_ClearsReportsAndLocksTheOldAttemptOut()
    {
        using var storage = Open();
        var study = storage.CreateStudy(Identity);
        var trial = storage.TryStartTrial(study.Id, 0, Values, Terms)!;
        var old = new TrialLease(trial.Id, 1);
        storage.ReportIntermediate(old, 0, [1]);
        storage.SetUserAttribute(old, "a", "1");
        Time.Advance(TimeSpan.FromHours(1));
        var again = storage.TryReclaimTrial(old, ReclaimRule.HolderGone, Terms)!;
        Assert.Equal((0, TrialState.Running, 2, Time.Start.AddHours(1)), (again.Number, again.State, again.Attempt, again.StartedAt));
        Assert.Equal(Values, again.Parameters);
        Assert.Empty(again.IntermediateValues);
        Assert.Empty(again.UserAttributes);
        Assert.Contains("attempt 1 of trial 0 may no longer write", Assert.Throws<StudyException>(() => storage.ReportIntermediate(old, 1, [1])).Message);
        Assert.Throws<StudyException>(() => storage.SetUserAttribute(old, "a", "1"));
        Assert.Throws<StudyException>(() => storage.FinishTrial(old, new TrialOutcome(TrialState.Complete, [1])));
        storage.ReportIntermediate(new TrialLease(trial.Id, 2), 0, [1]);
        storage.FinishTrial(new TrialLease(trial.Id, 2), new TrialOutcome(TrialState.Pruned, [1]));
        Assert.Null(storage.TryReclaimTrial(new TrialLease(trial.Id, 2), ReclaimRule.HolderGone, Terms));
        Assert.Throws<StudyException>(() => storage.ReportIntermediate(new TrialLease(trial.Id, 2), 1, [1]));
    }

    [Fact]
    public void TryReclaimTrial_BeforeAndAfterTheLeaseRunsOut_TakesOnlyTheLatter()
    {
        using var storage = Open();
        var study = storage.CreateStudy(Identity);
        var held = storage.TryStartTrial(study.Id, 0, Values, Terms)!;
        Assert.Null(storage.TryReclaimTrial(new TrialLease(held.Id, 1), ReclaimRule.Expired, Terms));
        var silent = storage.TryStartTrial(study.Id, 1, Values, Terms with { Duration = TimeSpan.Zero })!;
        var taken = storage.TryReclaimTrial(new TrialLease(silent.Id, 1), ReclaimRule.Expired, new LeaseTerms("worker-2", TimeSpan.FromHours(1)))!;
        Assert.Equal((2, "worker-2"), (taken.Attempt, taken.Owner));
        Assert.Null(storage.TryReclaimTrial(new TrialLease(silent.Id, 1), ReclaimRule.HolderGone, Terms));
        Assert.Equal(LeaseState.Lost, storage.RenewLease(new TrialLease(silent.Id, 1), TimeSpan.FromHours(1)));
        Assert.Equal(["1 worker-1 "], storage.ReadAttempts(silent.Id).Select(x => $"{x.Attempt} {x.Owner} {x.Failure}"));
    }

    [Fact]
    public void RenewLease_ARequestToStop_IsTold()
    {
        using var storage = Open();
        var study = storage.CreateStudy(Identity);
        var trial = storage.TryStartTrial(study.Id, 0, Values, Terms with { Duration = TimeSpan.Zero })!;
        var lease = new TrialLease(trial.Id, 1);
        Assert.Equal(LeaseState.Held, storage.RenewLease(lease, TimeSpan.FromHours(1)));
        Assert.Null(storage.TryReclaimTrial(lease, ReclaimRule.Expired, Terms));
        storage.RequestStop(trial.Id);
        Assert.Equal(LeaseState.StopRequested, storage.RenewLease(lease, TimeSpan.FromHours(1)));
        storage.FinishTrial(lease, new TrialOutcome(TrialState.Pruned, []));
        Assert.Equal(LeaseState.Lost, storage.RenewLease(lease, TimeSpan.FromHours(1)));
        Assert.Null(storage.ReadTrial(trial.Id).LeaseExpiresAt);
    }

    [Fact]
    public void ReturnTrial_WithItsFailure_IsBegunAgainAndRemembersIt()
    {
        using var storage = Open();
        var study = storage.CreateStudy(Identity);
        var trial = storage.TryStartTrial(study.Id, 0, Values, Terms)!;
        var lease = new TrialLease(trial.Id, 1);
        storage.ReportIntermediate(lease, 0, [1]);
        storage.ReturnTrial(lease, new TrialFailure("T", "m", "d"));
        Assert.Equal(TrialState.Running, storage.ReadTrial(trial.Id).State);
        var again = storage.TryReclaimTrial(lease, ReclaimRule.Expired, Terms)!;
        Assert.Equal((2, 0), (again.Attempt, again.IntermediateValues.Count));
        Assert.Equal("m", Assert.Single(storage.ReadAttempts(trial.Id)).Failure?.Message);
    }

    /// <summary>A heartbeat in flight when the trial was handed back must not keep others from it.</summary>
    [Fact]
    public void ReturnTrial_TheAttemptGoesOn_HasLostTheTrial()
    {
        using var storage = Open();
        var trial = storage.TryStartTrial(storage.CreateStudy(Identity).Id, 0, Values, Terms)!;
        var lease = new TrialLease(trial.Id, 1);
        storage.ReturnTrial(lease, null);
        Assert.Equal(LeaseState.Lost, storage.RenewLease(lease, LeaseTerms.DefaultDuration));
        Assert.Throws<StudyException>(() => storage.ReportIntermediate(lease, 0, [1]));
        Assert.Throws<StudyException>(() => storage.ReportRows(lease, 0, new float[] { 1 }));
        Assert.Throws<StudyException>(() => storage.SetUserAttribute(lease, "a", "1"));
        Assert.Throws<StudyException>(() => storage.SetParameter(lease, Values.First()));
        Assert.Throws<StudyException>(() => storage.ReturnTrial(lease, null));
        Assert.Throws<StudyException>(() => storage.FinishTrial(lease, new TrialOutcome(TrialState.Complete, [1])));
        Assert.Equal(2, storage.TryReclaimTrial(lease, ReclaimRule.Expired, Terms)!.Attempt);
        Assert.Equal(LeaseState.Held, storage.RenewLease(lease with { Attempt = 2 }, LeaseTerms.DefaultDuration));
    }

    [Fact]
    public void SetParameter_WhileTheTrialRuns_IsAddedOnce()
    {
        using var storage = Open();
        var study = storage.CreateStudy(Identity);
        var trial = storage.TryStartTrial(study.Id, 0, ParameterValues.Empty, Terms)!;
        var lease = new TrialLease(trial.Id, 1);
        var rate = new ParameterAssignment("rate", new FloatDistribution(0, 1), 0.25);
        storage.SetParameter(lease, rate);
        storage.SetParameter(lease, rate);
        Assert.Contains("cannot become 0.5", Assert.Throws<StudyException>(() => storage.SetParameter(lease, rate with { InternalValue = 0.5 })).Message);
        Assert.Equal(0.25, storage.ReadTrial(trial.Id).Parameters.GetDouble("rate"));
    }

    [Fact]
    public void Trial_WithTwoObjectivesAndConstraints_KeepsAll()
    {
        using var storage = Open();
        var study = storage.CreateStudy(Identity with { Directions = [StudyDirection.Maximize, StudyDirection.Minimize], Order = SweepOrder.Eager });
        Assert.Equal([StudyDirection.Maximize, StudyDirection.Minimize], storage.FindStudy(study.Name)!.Directions);
        Assert.Equal(SweepOrder.Eager, storage.FindStudy(study.Name)!.Identity!.Order);
        var trial = storage.TryStartTrial(study.Id, 0, Values, Terms)!;
        var lease = new TrialLease(trial.Id, 1);
        Assert.Contains("2 objectives", Assert.Throws<StudyException>(() => storage.ReportIntermediate(lease, 0, [1])).Message);
        storage.ReportIntermediate(lease, 3, [1, double.NaN]);
        Assert.Throws<ArgumentException>(() => storage.FinishTrial(lease, new TrialOutcome(TrialState.Complete, [1])));
        storage.FinishTrial(lease, new TrialOutcome(TrialState.Complete, [1, double.PositiveInfinity]) { Constraints = [-1, 0.5, double.PositiveInfinity] });
        var read = storage.ReadTrial(trial.Id);
        Assert.Equal([1, double.PositiveInfinity], read.Values);
        Assert.Equal([-1, 0.5, double.PositiveInfinity], read.Constraints);
        Assert.Equal(double.PositiveInfinity, read.Violation);
        Assert.Equal([1, double.NaN], read.IntermediateObjectives[3]);
        Assert.Equal(1, read.IntermediateValues[3]);
    }

    [Fact]
    public void ReportRows_ReadBack_AreTheSame()
    {
        using var storage = Open();
        var trial = storage.TryStartTrial(storage.CreateStudy(Identity).Id, 0, Values, Terms)!;
        var lease = new TrialLease(trial.Id, 1);
        storage.ReportRows(lease, 2, new float[] { 1.5f, float.NaN, -3 });
        Assert.Equal([1.5f, float.NaN, -3], storage.ReadRows(trial.Id, 2)!);
        Assert.Null(storage.ReadRows(trial.Id, 1));
    }

    [Fact]
    public void DeleteStudy_OneOfTwo_LeavesTheOther()
    {
        using var storage = Open();
        var first = storage.CreateStudy(Identity);
        var second = storage.CreateStudy(Identity with { Name = "other" });
        var trial = storage.TryStartTrial(first.Id, 0, Values, Terms)!;
        storage.ReportIntermediate(new TrialLease(trial.Id, 1), 0, [1]);
        storage.TryStartTrial(second.Id, 0, Values, Terms);
        storage.DeleteStudy(first.Id);
        Assert.Null(storage.FindStudy(first.Name));
        Assert.Throws<StudyException>(() => storage.ReadTrial(trial.Id));
        Assert.Throws<StudyException>(() => storage.DeleteStudy(first.Id));
        Assert.Single(storage.ReadTrials(second.Id));
        Assert.Equal(["other"], storage.ReadStudies().Select(x => x.Name));
    }

    [Fact]
    public void ReportIntermediate_TheSameStepTwice_IsRefused()
    {
        using var storage = Open();
        var lease = new TrialLease(storage.TryStartTrial(storage.CreateStudy(Identity).Id, 0, Values, Terms)!.Id, 1);
        storage.ReportIntermediate(lease, 4, [1]);
        Assert.Contains("reported step 4 before", Assert.Throws<StudyException>(() => storage.ReportIntermediate(lease, 4, [2])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => storage.ReportIntermediate(lease, -1, [2]));
    }

    [Fact]
    public void SetUserAttribute_NotJson_IsRefused()
    {
        using var storage = Open();
        var lease = new TrialLease(storage.TryStartTrial(storage.CreateStudy(Identity).Id, 0, Values, Terms)!.Id, 1);
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
        storage.TryStartTrial(first.Id, 0, Values, Terms);
        storage.TryStartTrial(second.Id, 0, ParameterValues.Empty, Terms);
        storage.TryStartTrial(first.Id, 1, Values, Terms);
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
                if (storage.TryStartTrial(study.Id, storage.ReadTrials(study.Id).Count, Values, Terms) is not { } trial) { continue; }
                storage.ReportIntermediate(new TrialLease(trial.Id, 1), 0, [worker]);
                storage.FinishTrial(new TrialLease(trial.Id, 1), new TrialOutcome(TrialState.Complete, [worker]));
                won++;
            }
        })));
        var trials = storage.ReadTrials(study.Id);
        Assert.Equal(Enumerable.Range(0, 20), trials.Select(x => x.Number));
        Assert.All(trials, x => Assert.Equal(x.Value, x.IntermediateValues[0]));
    }

    /// <summary>A study with a finished, a pruned, a failed, a running and a waiting trial, and all that they can hold, goes through another storage and back.</summary>
    [Fact]
    public void ImportStudy_ACopyOfEverything_IsTheSame()
    {
        using var storage = Open();
        var study = storage.CreateStudy(Identity with { Directions = [StudyDirection.Maximize, StudyDirection.Minimize] });
        FillWithEverything(storage, study.Id);
        storage.SetStudyAttribute(study.Id, "note", "{\"a\": 1}");
        var copy = storage.ReadCopy(study.Id);
        using var memory = new InMemoryStudyStorage(Time);
        var moved = memory.ReadCopy(memory.ImportStudy(copy).Id);
        var back = storage.ImportStudy(moved with { Name = "back", Identity = moved.Identity! with { Name = "back" } });
        Assert.Empty(back.Identity!.DifferencesTo(study.Identity! with { Name = "back" }));
        Assert.Equal("{\"a\": 1}", storage.ReadStudyAttributes(back.Id)["note"]);
        var again = storage.ReadCopy(back.Id);
        Assert.Equal([TrialState.Complete, TrialState.Pruned, TrialState.Fail, TrialState.Waiting, TrialState.Waiting], again.Trials.Select(x => x.Trial.State));
        foreach (var (before, after) in copy.Trials.Zip(again.Trials).Take(3)) { Assert.Equal(Show(before), Show(after)); }
        Assert.Equal(Values.Select(x => (x.Name, x.Value)).Order(), again.Trials[3].Trial.FixedParameters.Select(x => (x.Key, x.Value)).Order());
        Assert.Equal("lr 1E-05", string.Join(", ", again.Trials[4].Trial.FixedParameters.Select(x => FormattableString.Invariant($"{x.Key} {x.Value}"))));
    }

    [Fact]
    public void ImportStudy_ImpossibleCopies_AreRefused()
    {
        using var storage = Open();
        var good = new StudyCopy { Name = "copy", Directions = [StudyDirection.Minimize] };
        var trial = new Trial { Id = 7, Number = 0, State = TrialState.Complete, Values = [1] };
        string Refusal(StudyCopy copy) => Assert.Throws<StudyException>(() => storage.ImportStudy(copy)).Message;
        Assert.Contains("Study name '' must have", Refusal(good with { Name = "" }));
        Assert.Contains("at least one objective", Refusal(good with { Directions = [] }));
        Assert.Contains("The identity is of study 'study'", Refusal(good with { Identity = Identity }));
        Assert.Contains("Trial 2 stands where 0 is expected", Refusal(good with { Trials = [new TrialCopy(trial with { Number = 2 })] }));
        Assert.Contains("Trial 0: The trial has 2 values", Refusal(good with { Trials = [new TrialCopy(trial with { Values = [1, 2] })] }));
        Assert.Contains("directions, trials or attributes are null", Refusal(good with { Directions = null! }));
        Assert.Contains("Trial 1 is null", Refusal(good with { Trials = [new TrialCopy(trial), null!] }));
        Assert.Contains("must have 1 to 512", Refusal(good with { Name = new string('x', 513) }));
        Assert.Empty(storage.ReadStudies());
        Assert.Equal(1, Assert.Single(storage.ReadTrials(storage.ImportStudy(good with { Trials = [new TrialCopy(trial)] }).Id)).Value);
    }

    private void FillWithEverything(IStudyStorage storage, long study)
    {
        var lease = new TrialLease(storage.TryStartTrial(study, 0, Values, Terms)!.Id, 1);
        storage.ReturnTrial(lease, new TrialFailure("T", "m", "d"));
        lease = new TrialLease(storage.TryReclaimTrial(lease, ReclaimRule.Expired, Terms)!.Id, 2);
        storage.ReportIntermediate(lease, 1, [0.5, double.NaN]);
        storage.ReportIntermediate(lease, 4, [double.NegativeInfinity, 2]);
        storage.ReportRows(lease, 1, new float[] { 1, float.NaN });
        storage.SetUserAttribute(lease, "a", "[1, null]");
        Time.Advance(TimeSpan.FromSeconds(5));
        storage.FinishTrial(lease, new TrialOutcome(TrialState.Complete, [1, double.PositiveInfinity]) { Constraints = [-1, 0.25] });
        lease = new TrialLease(storage.TryStartTrial(study, 1, ParameterValues.Empty, Terms)!.Id, 1);
        storage.FinishTrial(lease, new TrialOutcome(TrialState.Pruned, []));
        lease = new TrialLease(storage.TryStartTrial(study, 2, Values, Terms)!.Id, 1);
        storage.FinishTrial(lease, new TrialOutcome(TrialState.Fail, [], new TrialFailure("X", "y", "z")));
        storage.TryStartTrial(study, 3, Values, Terms);
        storage.EnqueueTrial(study, Space.Bind(new Dictionary<string, object?> { ["lr"] = 1e-5 }));
    }

    private static string Show(TrialCopy copy) => string.Join('\n', (string[])
    [
        FormattableString.Invariant($"{copy.Trial.Number} {copy.Trial.State} {copy.Trial.Attempt} {copy.Trial.Owner} {copy.Trial.Parameters} {copy.Trial.Failure} {copy.Trial.StartedAt:O} {copy.Trial.CompletedAt:O}"),
        string.Join(' ', copy.Trial.Parameters.Select(x => x.Distribution)),
        string.Join(' ', copy.Trial.Values) + " | " + string.Join(' ', copy.Trial.Constraints),
        string.Join(' ', copy.Trial.IntermediateValues.Select(x => $"{x.Key}: {x.Value} ({(copy.Trial.IntermediateObjectives.TryGetValue(x.Key, out var all) ? string.Join(' ', all) : "")})")),
        string.Join(' ', copy.Trial.UserAttributes.Select(x => $"{x.Key} {x.Value}")),
        string.Join(' ', copy.SystemAttributes.Select(x => $"{x.Key} {x.Value}").Order(StringComparer.Ordinal)),
        string.Join(' ', copy.Rows.Select(x => $"{x.Key} {string.Join(' ', x.Value)}")),
        string.Join(' ', copy.Attempts.Select(x => $"{x.Attempt} {x.Owner} {x.Failure} {x.EndedAt.ToUnixTimeSeconds()}")),
    ]);

    /// <summary>Opens again what a closed storage kept; a storage that keeps nothing is filled again.</summary>
    private protected virtual IStudyStorage Reopen(Action<IStudyStorage> refill) => Open();
}
