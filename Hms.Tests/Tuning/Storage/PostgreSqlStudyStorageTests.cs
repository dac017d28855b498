using System.Globalization;
using Hms.Tuning.Storage;
using Hms.Tuning.Storage.PostgreSql;
using Hms.Tuning.Storage.Sqlite;
using Hms.Tuning.Studies;
using Npgsql;

namespace Hms.Tests.Tuning.Storage;

[Collection("PostgreSQL")]
public sealed class PostgreSqlStudyStorageTests : RelationalStudyStorageContract
{
    private readonly PostgreSqlServer _server;
    private readonly string _connection;

    public PostgreSqlStudyStorageTests(PostgreSqlServer server) => (_server, _connection) = (server, server.NewSchema());

    protected override string StoreLocation => "pg:" + _connection;

    protected override IStudyStorage Open() => Open(_connection);

    private PostgreSqlStudyStorage Open(string connection, double retrySeconds = 30) => PostgreSqlStudyStorage.Open(connection, new PostgreSqlOptions { RetryFor = TimeSpan.FromSeconds(retrySeconds) }, Time);

    [Fact]
    public void Open_Twice_MigratesOnce()
    {
        Parallel.For(0, 4, _ => Open().Dispose());
        Assert.Equal("0001_optuna_schema_12 0002_hms_tables", Query("SELECT string_agg(name, ' ' ORDER BY number) FROM hms_migrations"));
        Assert.Equal("12 v3.2.0.a", Query("SELECT schema_version || ' ' || version_num FROM version_info, alembic_version"));
        Assert.Equal("trialstate", Query("SELECT udt_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = 'trials' AND column_name = 'state'"));
    }

    [Theory]
    [InlineData("UPDATE version_info SET schema_version = 13", "its schema version 13 is newer than 12")]
    [InlineData("UPDATE alembic_version SET version_num = 'v3.0.0.d'", "its schema is version 12, revision v3.0.0.d; version 12, revision v3.2.0.a is needed")]
    [InlineData("INSERT INTO hms_migrations VALUES (99, '0099_later', '')", "was written by a newer Hms (migration 99")]
    [InlineData("DROP TABLE version_info", "has a table 'studies' that is not Optuna's")]
    public void Open_AnotherSchema_IsRefused(string change, string expected)
    {
        Open().Dispose();
        Change(change);
        var message = Assert.Throws<StudyException>(() => Open()).Message;
        Assert.Contains(expected, message);
        Assert.StartsWith($"postgresql://hms@127.0.0.1:{_server.Port}/postgres: ", message);
    }

    [Fact]
    public void Open_ATableOfOptunasOwn_GetsOurs()
    {
        Open().Dispose();
        Change("DROP TABLE hms_studies, hms_trials, hms_attempts, hms_intermediate_objectives, hms_rows, hms_migrations");
        Change("DROP INDEX ix_hms_trials_study_number");
        Change("DROP INDEX ix_hms_trials_study_state_number");
        using var storage = Open();
        storage.CreateStudy(Identity);
        Assert.Equal("2", Query("SELECT count(*) FROM hms_migrations"));
    }

    [Fact]
    public void Open_ForReading_ChangesNothing()
    {
        PostgreSqlStudyStorage Look() => PostgreSqlStudyStorage.Open(_connection, null, Time, StudyFileMode.Read);
        Assert.Contains("the database holds no studies", Assert.Throws<StudyException>(Look).Message);
        Assert.Equal("0", Query("SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema()"));
        using (var storage = Open()) { storage.CreateStudy(Identity); }
        using (var looking = Look())
        {
            Assert.Equal("study", Assert.Single(looking.ReadStudies()).Name);
            Assert.Contains("is open for reading only", Assert.Throws<StudyException>(() => looking.CreateStudy(Identity with { Name = "other" })).Message);
            Assert.Contains("is open for reading only", Assert.Throws<StudyException>(() => looking.LockForRun(1)).Message);
        }
        Change("DELETE FROM hms_migrations WHERE number = 2");
        Assert.Contains("looking does not change them", Assert.Throws<StudyException>(Look).Message);
        Assert.Equal("1", Query("SELECT count(*) FROM hms_migrations"));
    }

    [Fact]
    public void Open_NoServer_SaysSoWithoutThePassword()
    {
        var exception = Assert.Throws<StudyException>(() => Open("Host=127.0.0.1;Port=1;Username=me;Password=topsecret;Database=d", retrySeconds: 0.2));
        Assert.StartsWith("postgresql://me@127.0.0.1:1/d: the server could not be reached for 0 s", exception.Message);
        Assert.DoesNotContain("topsecret", exception.ToString());
        Assert.Contains("has no database of this name", Assert.Throws<StudyException>(() => Open(_connection.Replace("Database=postgres", "Database=none", StringComparison.Ordinal))).Message);
    }

    [Fact]
    public void TryReclaimTrial_TheServerIsYoungerThanTheLease_Waits()
    {
        using var storage = Open();
        var trial = storage.TryStartTrial(storage.CreateStudy(Identity).Id, 0, Values, Terms)!;
        Change("UPDATE hms_trials SET lease_expires = 1");
        Assert.Null(storage.TryReclaimTrial(new TrialLease(trial.Id, 1), ReclaimRule.Expired, Terms));
        Assert.Equal(LeaseState.Held, storage.RenewLease(new TrialLease(trial.Id, 1), TimeSpan.Zero));
        Assert.Equal(2, storage.TryReclaimTrial(new TrialLease(trial.Id, 1), ReclaimRule.Expired, Terms)!.Attempt);
    }

    [Fact]
    public void LockForRun_FromAnotherStorage_IsRefusedUntilItsConnectionEnds()
    {
        using var first = Open();
        using var second = Open();
        var study = first.CreateStudy(Identity);
        using (first.LockForRun(study.Id)) { Assert.Throws<StudyException>(() => second.LockForRun(study.Id)); }
        second.LockForRun(study.Id).Dispose();
    }

    /// <summary>The server crashes twice while four threads write: they go on, no trial is lost or double.</summary>
    [Fact]
    public async Task Writers_WhileTheServerCrashesAndStarts_GoOn()
    {
        using var storage = Open();
        var study = storage.CreateStudy(Identity);
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
        {
            var done = new List<int>();
            var terms = Terms with { Owner = $"w{worker}" };
            while (!stop.IsCancellationRequested)
            {
                if (storage.TryStartTrial(study.Id, storage.ReadTrials(study.Id).Count, Values, terms) is not { } trial) { continue; }
                for (var step = 0; step < 3; step++) { storage.ReportIntermediate(new TrialLease(trial.Id, 1), step, [step]); }
                done.Add(storage.FinishTrial(new TrialLease(trial.Id, 1), new TrialOutcome(TrialState.Complete, [worker])).Number);
            }
            return done;
        })).ToList();
        for (var crash = 0; crash < 2; crash++)
        {
            var before = storage.ReadTrials(study.Id).Count;
            while (storage.ReadTrials(study.Id).Count < before + 10) { await Task.Delay(10, TestContext.Current.CancellationToken); }
            _server.Restart();
        }
        await stop.CancelAsync();
        var done = (await Task.WhenAll(writers)).SelectMany(x => x).Order().ToList();
        var trials = storage.ReadTrials(study.Id);
        Assert.Equal(Enumerable.Range(0, trials.Count), done);
        Assert.All(trials, x => Assert.Equal((TrialState.Complete, 3), (x.State, x.IntermediateValues.Count)));
    }

    /// <summary>The connection breaks after each commit was sent and before its answer came: the change is found, not made twice.</summary>
    [Fact]
    public void EveryChange_WithTheAnswerToItsCommitLost_IsMadeOnce()
    {
        Open().Dispose();
        using var proxy = new CommitCuttingProxy(_server.Port);
        using var storage = Open(_connection.Replace($"Port={_server.Port}", $"Port={proxy.Port}", StringComparison.Ordinal));
        T Cut<T>(Func<T> action)
        {
            proxy.CutNext();
            var result = action();
            Assert.False(proxy.IsArmed);
            return result;
        }
        var study = Cut(() => storage.CreateStudy(Identity));
        var trial = Cut(() => storage.TryStartTrial(study.Id, 0, Values, Terms))!;
        var lease = new TrialLease(trial.Id, 1);
        Cut(() => storage.RenewLease(lease, TimeSpan.FromHours(1)));
        Cut(() => { storage.ReportIntermediate(lease, 0, [1]); return 0; });
        var again = Cut(() => storage.TryReclaimTrial(lease, ReclaimRule.HolderGone, Terms))!;
        Assert.Equal((trial.Id, 2), (again.Id, again.Attempt));
        var ended = Cut(() => storage.FinishTrial(new TrialLease(trial.Id, 2), new TrialOutcome(TrialState.Complete, [1])));
        Assert.Equal(TrialState.Complete, ended.State);
        var waiting = storage.EnqueueTrial(study.Id, Values);
        Assert.Equal(1, Cut(() => storage.TryClaimTrial(waiting.Id, Values, Terms))!.Attempt);
        proxy.CutNext();
        Assert.Contains("so it may have done so or not", Assert.Throws<StudyException>(() => storage.EnqueueTrial(study.Id, Values)).Message);
        Assert.Equal(3, storage.ReadTrials(study.Id).Count);
    }

    protected override void Change(string sql) => Query(sql);

    protected override string Query(string sql)
    {
        using var connection = new NpgsqlConnection(_connection + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
    }
}
