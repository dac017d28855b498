using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;

namespace Hms.Tests.Tuning.Storage;

/// <summary>The rules of storages in a database that Optuna, and several processes of ours, use as well.</summary>
public abstract class RelationalStudyStorageContract : StudyStorageContract
{
    /// <summary>What a child process opens.</summary>
    protected abstract string StoreLocation { get; }

    /// <summary>Runs a statement as another program would.</summary>
    protected abstract void Change(string sql);

    /// <summary>First column of the first row as text.</summary>
    protected abstract string Query(string sql);

    [Fact]
    public void TryReclaimTrial_ARunningTrialOfOptuna_IsNeverTakenOver()
    {
        using var storage = Open();
        var study = storage.CreateStudy(Identity);
        Change($"INSERT INTO trials (number, study_id, state, datetime_start) VALUES (0, {study.Id}, 'RUNNING', '2020-01-01 00:00:00')");
        var trial = Assert.Single(storage.ReadTrials(study.Id));
        Assert.Equal((TrialState.Running, "", (DateTimeOffset?)null), (trial.State, trial.Owner, trial.LeaseExpiresAt));
        var lease = new TrialLease(trial.Id, trial.Attempt);
        foreach (var rule in Enum.GetValues<ReclaimRule>()) { Assert.Null(storage.TryReclaimTrial(lease, rule, Terms)); }
        Assert.Equal(LeaseState.Lost, storage.RenewLease(lease, TimeSpan.FromHours(1)));
        Assert.Throws<StudyException>(() => storage.FinishTrial(lease, new TrialOutcome(TrialState.Complete, [1])));
        Assert.Equal(1, storage.TryStartTrial(study.Id, 1, Values, Terms)!.Number);
        Change("UPDATE trials SET state = 'COMPLETE' WHERE number = 0");
        Change($"INSERT INTO trial_values (trial_id, objective, value, value_type) VALUES ({trial.Id}, 0, 0.5, 'FINITE')");
        Assert.Equal((TrialState.Complete, 0.5), (storage.ReadTrial(trial.Id).State, storage.ReadTrial(trial.Id).Value));
    }

    /// <summary>Earlier versions recorded the attempt of a trial, but not who ran it.</summary>
    [Fact]
    public void ReadTrials_OfAnEarlierVersion_AreToldFromThoseOfAnotherProgram()
    {
        using var storage = Open();
        var study = storage.CreateStudy(Identity);
        storage.TryStartTrial(study.Id, 0, Values, Terms);
        Change("UPDATE hms_trials SET owner = NULL");
        Assert.Equal("unknown", Assert.Single(storage.ReadTrials(study.Id)).Owner);
    }

    [Fact]
    public void TryClaimTrial_EnqueuedByOptuna_TakesItsFixedParameters()
    {
        using var storage = Open();
        var study = storage.CreateStudy(Identity);
        Change($"INSERT INTO trials (number, study_id, state) VALUES (0, {study.Id}, 'WAITING')");
        var id = long.Parse(Query("SELECT trial_id FROM trials"), System.Globalization.CultureInfo.InvariantCulture);
        Change($"INSERT INTO trial_system_attributes (trial_id, \"key\", value_json) VALUES ({id}, 'fixed_params', '{{\"lr\": 0.25, \"model\": null}}')");
        var waiting = Assert.Single(storage.ReadTrials(study.Id));
        Assert.Equal((TrialState.Waiting, 0, 0.25, true), (waiting.State, waiting.Attempt, (double)waiting.FixedParameters["lr"]!, waiting.FixedParameters.ContainsKey("model")));
        var claimed = storage.TryClaimTrial(id, Values, Terms)!;
        Assert.Equal((TrialState.Running, 1, Terms.Owner), (claimed.State, claimed.Attempt, claimed.Owner));
        storage.FinishTrial(new TrialLease(id, 1), new TrialOutcome(TrialState.Complete, [1]));
    }

    [Theory]
    [InlineData("'constraints', '[-1.0, 2.5]'", "-1 2.5")]
    [InlineData("'constraints', 'null'", "NaN")]
    [InlineData("'constraints:b', '2.5'), (1, 'constraints:a', '-Infinity'", "-∞ 2.5")]
    [InlineData("'constraints_other', '1'", "")]
    public void ReadTrial_ConstraintsOfOptuna_AreRead(string attribute, string expected)
    {
        using var storage = Open();
        storage.TryStartTrial(storage.CreateStudy(Identity).Id, 0, Values, Terms);
        Change($"INSERT INTO trial_system_attributes (trial_id, \"key\", value_json) VALUES (1, {attribute})");
        Assert.Equal(expected, string.Join(' ', storage.ReadTrial(1).Constraints.Select(x => x.ToString(System.Globalization.CultureInfo.InvariantCulture).Replace("-Infinity", "-∞", StringComparison.Ordinal))));
    }

    [Fact]
    public void AdoptStudy_OtherChoices_IsRefused()
    {
        using var storage = Open();
        var study = MakeOptunaStudy(storage);
        var grown = new SearchSpace([.. Space.Parameters.Where(x => x.Name != "model"), new SearchParameter("model", new CategoricalDistribution(null, true, 1, 2.5, "é", "new"))]);
        var message = Assert.Throws<StudyException>(() => storage.AdoptStudy(study.Id, Identity with { Space = grown })).Message;
        Assert.Contains("parameter 'model' of study 'study' is one of null, true, 1, 2.5, \"é\" in trial 0, and one of null, true, 1, 2.5, \"é\", \"new\" in the space of the sweep", message);
        Assert.NotNull(storage.AdoptStudy(study.Id, Identity).Identity);
        Assert.Empty(storage.ReadStudyAttributes(study.Id)); // its earlier times may be local, so nothing says that they are UTC
    }

    [Fact]
    public void ReadCopy_ChoicesThatGrewBetweenTrials_IsRefused()
    {
        using var storage = Open();
        var study = MakeOptunaStudy(storage);
        storage.TryStartTrial(study.Id, 1, Values, Terms);
        Change("UPDATE trial_params SET distribution_json = '{\"name\": \"CategoricalDistribution\", \"attributes\": {\"choices\": [null, \"x\"]}}' WHERE param_name = 'model' AND trial_id = 2");
        Assert.Contains("'model' of study 'study' is one of null, true, 1, 2.5, \"é\" in trial 0 and one of null, \"x\" in trial 1", Assert.Throws<StudyException>(() => storage.ReadCopy(study.Id)).Message);
    }

    [Fact]
    public void ImportStudy_OptunasOwnAttributes_AreKept()
    {
        using var storage = Open();
        var study = MakeOptunaStudy(storage);
        Change($"INSERT INTO study_system_attributes (study_id, \"key\", value_json) VALUES ({study.Id}, 'dashboard:note', '\"n\"')");
        Change("INSERT INTO trial_system_attributes (trial_id, \"key\", value_json) VALUES (1, 'completed_rung_0', '0.5'), (1, 'constraints:a', '1')");
        using var memory = new InMemoryStudyStorage();
        var copy = memory.ReadCopy(memory.ImportStudy(storage.ReadCopy(study.Id)).Id);
        var back = storage.ImportStudy(copy with { Name = "back" });
        Assert.Null(back.Identity);
        Assert.Equal("1 0.5", Query($"SELECT count(*) || ' ' || min(value_json) FROM trial_system_attributes JOIN trials USING (trial_id) WHERE \"key\" = 'completed_rung_0' AND study_id = {back.Id}"));
        Assert.Equal("\"n\"", Query($"SELECT value_json FROM study_system_attributes WHERE study_id = {back.Id}"));
        Assert.Equal([1], Assert.Single(storage.ReadTrials(back.Id)).Constraints);
        Assert.Equal("2", Query("SELECT count(*) FROM trial_system_attributes WHERE trial_id <> 1"));
    }

    [Fact]
    public void ImportStudy_OfAnExistingName_LeavesNothing()
    {
        using var storage = Open();
        var study = MakeOptunaStudy(storage);
        var copy = storage.ReadCopy(study.Id);
        Assert.Contains("exists already", Assert.Throws<StudyException>(() => storage.ImportStudy(copy)).Message);
        Change("ALTER TABLE trial_values RENAME TO gone");
        Assert.Throws<StudyException>(() => storage.ImportStudy(copy with { Name = "half" }));
        Change("ALTER TABLE gone RENAME TO trial_values");
        Assert.Null(storage.FindStudy("half"));
    }

    /// <summary>Four processes empty one queue beside each other: each trial is begun once, ended once, and nobody meets an error.</summary>
    [Fact]
    public async Task SeveralProcesses_OneQueue_RunEachTrialOnce()
    {
        const int waiting = 24;
        long id;
        using (var storage = Open()) { id = storage.CreateStudy(Identity, [.. Enumerable.Repeat(Values, waiting)]).Id; }
        using var folder = new Support.TempFolder();
        var children = Enumerable.Range(0, 4).Select(x => StorageChild.Start(StoreLocation, $"w{x}", folder[$"w{x}"], 15)).ToList();
        foreach (var child in children) { await child.EndAsync(TestContext.Current.CancellationToken); }
        using var again = Open();
        var trials = again.ReadTrials(id);
        Assert.Equal(Enumerable.Range(0, 60), trials.Select(x => x.Number));
        Assert.All(trials, x => Assert.Equal((TrialState.Complete, 1, 3), (x.State, x.Attempt, x.IntermediateValues.Count)));
        Assert.Equal(["w0 15", "w1 15", "w2 15", "w3 15"], trials.GroupBy(x => x.Owner).Select(x => $"{x.Key} {x.Count()}").Order());
        Assert.All(children, x => StorageLog.Check(x.LogPath, trials, x.Owner, atMostMissing: 0));
    }

    /// <summary>A study of Optuna with one complete trial: what makes it ours is removed.</summary>
    private protected Study MakeOptunaStudy(IStudyStorage storage)
    {
        var study = storage.CreateStudy(Identity);
        var lease = new TrialLease(storage.TryStartTrial(study.Id, 0, Values, Terms)!.Id, 1);
        storage.ReportIntermediate(lease, 0, [0.25]);
        storage.FinishTrial(lease, new TrialOutcome(TrialState.Complete, [0.5]));
        Change("DELETE FROM hms_trials");
        Change("DELETE FROM hms_studies");
        Change("DELETE FROM study_user_attributes");
        return storage.FindStudy("study")!;
    }
}
