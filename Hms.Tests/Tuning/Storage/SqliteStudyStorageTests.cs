using System.Globalization;
using Hms.Tests.Support;
using Hms.Tests.Tuning.Running;
using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Storage;
using Hms.Tuning.Storage.Sqlite;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;
using Microsoft.Data.Sqlite;

namespace Hms.Tests.Tuning.Storage;

public sealed class SqliteStudyStorageTests : RelationalStudyStorageContract
{
    private readonly TempFolder _folder = new();

    private string FilePath => _folder["study.db"];

    protected override string StoreLocation => FilePath;

    protected override IStudyStorage Open() => SqliteStudyStorage.Open(FilePath, timeProvider: Time);

    public override void Dispose()
    {
        _folder.Dispose();
        base.Dispose();
    }

    [Fact]
    public void Open_ANewFile_IsWriteAheadWithOptunasVersion()
    {
        Open().Dispose();
        Assert.Equal("wal", Query("PRAGMA journal_mode"));
        Assert.Equal("12", Query("SELECT schema_version FROM version_info"));
        Assert.Equal("v3.2.0.a", Query("SELECT version_num FROM alembic_version"));
        Assert.Equal("0001_optuna_schema_12 0002_hms_tables 0003_leases_objectives_rows", Query("SELECT group_concat(name, ' ') FROM hms_migrations"));
        Open().Dispose();
        Assert.Equal("3", Query("SELECT count(*) FROM hms_migrations"));
    }

    [Fact]
    public void FinishTrial_TimesAndInternalValues_AreWrittenAsOptunaReadsThem()
    {
        using (var storage = Open())
        {
            var trial = storage.TryStartTrial(storage.CreateStudy(Identity).Id, 0, Values, Terms)!;
            Time.Advance(TimeSpan.FromSeconds(3));
            storage.FinishTrial(new TrialLease(trial.Id, 1), new TrialOutcome(TrialState.Pruned, [0.5]));
        }
        Assert.Equal("PRUNED 2026-03-01 23:59:58.123456 2026-03-02 00:00:01.123456", Query("SELECT state || ' ' || datetime_start || ' ' || datetime_complete FROM trials"));
        Assert.Equal("lr 0.012345678901234567,depth 7.0,model 0.0", Query("SELECT group_concat(param_name || ' ' || param_value) FROM trial_params"));
        Assert.Equal("\"UTC\"", Query("SELECT value_json FROM study_user_attributes WHERE \"key\" = 'hms:time_zone'"));
        Assert.Equal("MAXIMIZE", Query("SELECT direction FROM study_directions"));
    }

    [Fact]
    public void Open_AMissingFile_IsRefusedWhereItMustExist()
    {
        Assert.Equal($"{FilePath}: there is no such study file.", Refusal(StudyFileMode.Open));
        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public void Open_AMissingFolder_IsRefused() =>
        Assert.Contains("its folder does not exist", Assert.Throws<StudyException>(() => SqliteStudyStorage.Open(_folder["none/study.db"])).Message);

    [Fact]
    public void Open_ATextFile_IsRefused()
    {
        File.WriteAllText(FilePath, string.Concat(Enumerable.Repeat("patient_id,expert_consensus\n", 100)));
        Assert.Equal($"{FilePath}: this is not a SQLite database; choose another path.", Refusal());
        Assert.StartsWith("patient_id", File.ReadAllText(FilePath));
    }

    [Fact]
    public void Open_AnotherProgramsDatabase_IsRefusedUntouched()
    {
        Change("CREATE TABLE photos (id INTEGER)");
        var before = File.ReadAllBytes(FilePath);
        Assert.Contains("holds no studies", Refusal());
        Assert.Equal(before, File.ReadAllBytes(FilePath));
    }

    [Theory]
    [InlineData("UPDATE version_info SET schema_version = 13", "its schema version 13 is newer than 12")]
    [InlineData("UPDATE alembic_version SET version_num = 'v3.0.0.d'", "its schema is version 12, revision v3.0.0.d; version 12, revision v3.2.0.a is needed")]
    [InlineData("INSERT INTO hms_migrations VALUES (99, '0099_later', '')", "was written by a newer Hms (migration 99")]
    public void Open_AnotherSchema_IsRefused(string change, string expected)
    {
        Open().Dispose();
        Change(change);
        Assert.Contains(expected, Refusal());
        Assert.StartsWith(FilePath, Refusal());
    }

    [Fact]
    public void Open_ADamagedFile_IsRefused()
    {
        using (var storage = Open())
        {
            var study = storage.CreateStudy(Identity);
            for (var i = 0; i < 200; i++) { storage.EnqueueTrial(study.Id, Values); }
        }
        var bytes = File.ReadAllBytes(FilePath);
        bytes.AsSpan(8192, bytes.Length - 16384).Fill(0xA5);
        File.WriteAllBytes(FilePath, bytes);
        Assert.Contains("is damaged", Refusal());
    }

    [Fact]
    public void ReadTrials_UnreadableContent_NamesTheFile()
    {
        using (var storage = Open()) { storage.TryStartTrial(storage.CreateStudy(Identity).Id, 0, Values, Terms); }
        Change("UPDATE trial_params SET distribution_json = 'nonsense' WHERE param_name = 'lr'");
        using var again = Open();
        var message = Assert.Throws<StudyException>(() => again.ReadTrials(1)).Message;
        Assert.Contains($"{FilePath}: the study holds something that this program cannot read", message);
    }

    [Fact]
    public void FindStudy_WithoutObjective_IsRefused()
    {
        using (var storage = Open()) { storage.CreateStudy(Identity); }
        Change("DELETE FROM study_directions");
        using var again = Open();
        Assert.Contains("has no objective", Assert.Throws<StudyException>(() => again.FindStudy("study")).Message);
    }

    /// <summary>A death between the study and its first trials leaves nothing, so that the sweep begins anew with them.</summary>
    [Fact]
    public async Task CreateStudy_DyingBeforeTheFirstTrials_LeavesNoStudy()
    {
        var token = TestContext.Current.CancellationToken;
        var options = new SweepOptions { StudyName = "s", Space = Space, Trials = 2, Seed = 1, ExistingStudy = ExistingStudy.Resume, FirstTrials = [new Dictionary<string, object?> { ["lr"] = 0.5 }] };
        var runner = new FunctionRunner((settings, _) => TrialResult.Completed(settings.Parameters.GetDouble("lr")));
        using var storage = Open();
        Change("CREATE TRIGGER died BEFORE INSERT ON trials BEGIN SELECT RAISE(ABORT, 'died'); END");
        await Assert.ThrowsAsync<StudyException>(() => new SweepRunner(options, storage, new RandomTuner(), new NonePruner()).RunAsync(runner, token));
        Change("DROP TRIGGER died");
        var result = await new SweepRunner(options, storage, new RandomTuner(), new NonePruner()).RunAsync(runner, token);
        Assert.Equal(0.5, result.Trials[0].Value);
    }

    /// <summary>Killed at any instant, with other processes writing beside it, the file is whole and every event that a call has returned from is in it.</summary>
    [Fact]
    public async Task KilledWriters_AtAnyInstant_LoseAtMostTheEventInFlight()
    {
        const int rounds = 5;
        const int writers = 4;
        long id;
        using (var storage = Open()) { id = storage.CreateStudy(Identity).Id; }
        for (var round = 0; round < rounds; round++)
        {
            var first = round * writers;
            var children = Enumerable.Range(first, writers).Select(x => StorageChild.Start(FilePath, $"w{x}", _folder[$"w{x}"], int.MaxValue)).ToList();
            await Task.WhenAll(children.Select((x, i) => x.KillAsync(1 + (first + i) * 7 % 23, TestContext.Current.CancellationToken)));
            using var again = Open();
            var trials = again.ReadTrials(id);
            Assert.Equal(Enumerable.Range(0, trials.Count), trials.Select(x => x.Number));
            Assert.All(children, x => StorageLog.Check(x.LogPath, trials, x.Owner, atMostMissing: 1));
            Assert.All(trials.Where(x => !x.IsFinished), x => Assert.NotNull(x.LeaseExpiresAt));
        }
        Assert.Equal("ok", Query("PRAGMA integrity_check"));
    }

    [Fact]
    public void Open_DurableAgainstPowerCuts_WaitsForTheDiskAtBeginAndEnd()
    {
        using var storage = SqliteStudyStorage.Open(FilePath, durability: StudyDurability.Power);
        var lease = new TrialLease(storage.TryStartTrial(storage.CreateStudy(Identity).Id, 0, Values, Terms)!.Id, 1);
        storage.ReportIntermediate(lease, 0, [1]);
        Assert.Equal(TrialState.Complete, storage.FinishTrial(lease, new TrialOutcome(TrialState.Complete, [1])).State);
    }

    /// <summary>In a large file, which is not checked whole when it is opened, damage shows where the study is read.</summary>
    [Fact]
    public void ReadTrials_ADamagedLargeFile_IsRefused()
    {
        using (var storage = Open())
        {
            var lease = new TrialLease(storage.TryStartTrial(storage.CreateStudy(Identity).Id, 0, Values, Terms)!.Id, 1);
            storage.ReportRows(lease, 0, new float[1_500_000]);
            for (var i = 1; i <= 200; i++) { storage.TryStartTrial(1, i, Values, Terms); }
        }
        var bytes = File.ReadAllBytes(FilePath);
        bytes.AsSpan(bytes.Length - 65536).Fill(0xA5);
        File.WriteAllBytes(FilePath, bytes);
        using var again = Open();
        Assert.Contains("is damaged", Assert.Throws<StudyException>(() => again.ReadTrials(1)).Message);
    }

    [Fact]
    public void Open_WhileAnotherProgramWrites_DoesNotWaitForIt()
    {
        using (var storage = Open()) { storage.CreateStudy(Identity); }
        using var writer = Connect();
        using var transaction = writer.BeginTransaction(deferred: false);
        foreach (var mode in Enum.GetValues<StudyFileMode>())
        {
            using var storage = SqliteStudyStorage.Open(FilePath, mode);
            Assert.Equal("study", storage.FindStudy("study")!.Name);
        }
    }

    [Fact]
    public void OpenRead_BesideAWriter_SeesEachEventAndWritesNothing()
    {
        using var writer = Open();
        var study = writer.CreateStudy(Identity);
        var trial = writer.TryStartTrial(study.Id, 0, Values, Terms)!;
        Assert.True(new FileInfo(FilePath + "-wal").Length > 0);
        using var reader = SqliteStudyStorage.Open(FilePath, StudyFileMode.Read);
        Assert.Equal(Values, Assert.Single(reader.ReadTrials(study.Id)).Parameters);
        writer.ReportIntermediate(new TrialLease(trial.Id, 1), 0, [0.5]);
        Assert.Equal(0.5, reader.ReadTrial(trial.Id).IntermediateValues[0]);
        Action[] writes =
        [
            () => reader.CreateStudy(Identity with { Name = "new" }),
            () => reader.EnqueueTrial(study.Id, Values),
            () => reader.TryStartTrial(study.Id, 1, Values, Terms),
            () => reader.TryReclaimTrial(new TrialLease(trial.Id, 1), ReclaimRule.HolderGone, Terms),
            () => reader.ReportIntermediate(new TrialLease(trial.Id, 1), 1, [0.5]),
            () => reader.FinishTrial(new TrialLease(trial.Id, 1), new TrialOutcome(TrialState.Complete, [1])),
            () => reader.SetStudyAttribute(study.Id, "note", "1"),
            () => reader.LockForRun(study.Id),
        ];
        Assert.All(writes, write => Assert.Equal($"{FilePath}: is open for reading only; open it in another mode to change it.", Assert.Throws<StudyException>(write).Message));
        Assert.False(File.Exists($"{FilePath}.study1.lock"));
        writer.FinishTrial(new TrialLease(trial.Id, 1), new TrialOutcome(TrialState.Complete, [1]));
        Assert.Equal(TrialState.Complete, reader.ReadTrial(trial.Id).State);
    }

    /// <summary>Where side files cannot be made; folders in their place stand for a folder that may not be written, which would not stop root.</summary>
    [Fact]
    public void OpenRead_WithoutPlaceForSideFiles_ReadsAFinishedStudy()
    {
        using (var storage = Open()) { storage.TryStartTrial(storage.CreateStudy(Identity).Id, 0, Values, Terms); }
        var before = File.ReadAllBytes(FilePath);
        Directory.CreateDirectory(FilePath + "-shm");
        Directory.CreateDirectory(FilePath + "-wal");
        using (var reader = SqliteStudyStorage.Open(FilePath, StudyFileMode.Read)) { Assert.Single(reader.ReadTrials(reader.FindStudy("study")!.Id)); }
        Assert.Equal(before, File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void OpenRead_AFolderThatMayNotBeWritten_ReadsAFinishedStudy()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("Permissions of a folder do not stop root, and are others on Windows.");
            return;
        }
        using (var storage = Open()) { storage.TryStartTrial(storage.CreateStudy(Identity).Id, 0, Values, Terms); }
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            using var reader = SqliteStudyStorage.Open(FilePath, StudyFileMode.Read);
            Assert.Single(reader.ReadTrials(reader.FindStudy("study")!.Id));
            Assert.Contains("may not be written", Refusal(StudyFileMode.Open));
        }
        finally { File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute); }
    }

    [Fact]
    public void OpenRead_AFileThatHmsHasNotPrepared_IsRefusedUntouched()
    {
        Assert.Equal($"{FilePath}: there is no such study file.", Refusal(StudyFileMode.Read));
        Open().Dispose();
        Change("DELETE FROM hms_migrations WHERE number = 3");
        Assert.Contains("its tables are older than this program", Refusal(StudyFileMode.Read));
        Assert.Equal("2", Query("SELECT count(*) FROM hms_migrations"));
    }

    [Fact]
    public void LockForRun_FromAnotherStorageOnTheFile_IsRefused()
    {
        using var first = Open();
        using var second = Open();
        var study = first.CreateStudy(Identity);
        using (first.LockForRun(study.Id)) { Assert.Throws<StudyException>(() => second.LockForRun(study.Id)); }
        second.LockForRun(study.Id).Dispose();
    }

    [Fact]
    public void TwoStoragesOnOneFile_SeeEachOthersWrites()
    {
        using var first = Open();
        using var second = Open();
        var study = first.CreateStudy(Identity);
        for (var i = 0; i < 10; i++) { Assert.Equal(i, (i % 2 == 0 ? first : second).TryStartTrial(study.Id, i, Values, Terms)!.Number); }
        Assert.Equal(10, second.ReadTrials(study.Id).Count);
    }

    private string Refusal(StudyFileMode mode = StudyFileMode.OpenOrCreate) => Assert.Throws<StudyException>(() => SqliteStudyStorage.Open(FilePath, mode)).Message;

    protected override string Query(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
    }

    protected override void Change(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        connection.Open();
        return connection;
    }
}
