using Hms.Experiments.Running;
using Hms.Tuning.Storage;
using Hms.Tuning.Storage.Sqlite;
using Hms.Tuning.Studies;
using Microsoft.Data.Sqlite;

namespace Hms.Experiments.Commands.Studies;

/// <summary>A store that a command names: the folder of a run, a study file (ours or Optuna's), or a PostgreSQL database.</summary>
/// <remarks>A file whose tables are Optuna's own or older than this program is read from a temporary copy, so that looking never changes it.</remarks>
internal sealed class OpenStore : IDisposable
{
    private readonly DirectoryInfo? _copy;

    private OpenStore(string location, IStudyStorage storage, RunRecord? record, DirectoryInfo? copy = null) => (Location, Storage, Record, _copy) = (location, storage, record, copy);

    /// <summary>As the user named it, without a password.</summary>
    public string Location { get; }

    public IStudyStorage Storage { get; }

    /// <summary>What was run, for the folder of a run; null for other stores.</summary>
    public RunRecord? Record { get; }

    /// <summary>Opens a store that exists, for reading.</summary>
    public static OpenStore Read(string location) => Open(location, StudyFileMode.Read);

    /// <summary>Opens a store that exists, to change it.</summary>
    public static OpenStore Change(string location) => Open(location, StudyFileMode.Open);

    /// <summary>Opens a store, or makes it.</summary>
    public static OpenStore Create(string location)
    {
        if (Directory.Exists(location)) { throw new UserErrorException($"{location} is a folder; name a study file (.db) or postgresql://user@host/database to import into."); }
        return new OpenStore(StudyStores.Show(location), StudyStores.Open(location), null);
    }

    public void Dispose()
    {
        Storage.Dispose();
        _copy?.Delete(recursive: true);
    }

    private static OpenStore Open(string location, StudyFileMode mode)
    {
        if (Directory.Exists(location))
        {
            var run = new RunFolder(Path.GetFullPath(location));
            var record = RunRecord.Read(run);
            if (!File.Exists(run.Study)) { throw new UserErrorException($"{run.Path} has no study.db; hms sweep makes one."); }
            try { return new OpenStore(run.Study, SqliteStudyStorage.Open(run.Study, mode), record); }
            catch (StudyException) when (mode == StudyFileMode.Read)
            {
                if (Copy(run.Study, record) is { } copy) { return copy; }
                throw;
            }
        }
        if (IsPath(location) && !File.Exists(location))
        {
            throw new UserErrorException($"{location}: there is no such study. Name the --out folder of hms sweep, a study file (.db), or postgresql://user@host/database.");
        }
        try { return new OpenStore(StudyStores.Show(location), StudyStores.Open(location, mode), null); }
        catch (StudyException) when (mode == StudyFileMode.Read && IsPath(location))
        {
            if (Copy(location) is { } copy) { return copy; }
            throw;
        }
    }

    private static bool IsPath(string location) => !location.Contains(':', StringComparison.Ordinal) || Path.IsPathRooted(location);

    /// <summary>A copy brought up to date beside the system's temporary files; null when that fails too.</summary>
    private static OpenStore? Copy(string path, RunRecord? record = null)
    {
        var folder = Directory.CreateTempSubdirectory("hms-study-");
        try
        {
            var target = Path.Combine(folder.FullName, "study.db");
            using (var source = Connect(path, SqliteOpenMode.ReadOnly))
            using (var copy = Connect(target, SqliteOpenMode.ReadWriteCreate))
            {
                source.BackupDatabase(copy);
                UpgradeOptuna(copy);
            }
            return new OpenStore(path, SqliteStudyStorage.Open(target, StudyFileMode.Open), record, folder);
        }
        catch (Exception exception)
        {
            folder.Delete(recursive: true);
            if (exception is StudyException or SqliteException or IOException or UnauthorizedAccessException) { return null; }
            throw;
        }
    }

    /// <summary>Files of Optuna 3.0 and 3.1: all that the revision of 3.2 changes is an index.</summary>
    private static void UpgradeOptuna(SqliteConnection copy)
    {
        using var command = copy.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'";
        if (Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) == 0) { return; }
        command.CommandText = "SELECT count(*) FROM alembic_version WHERE version_num = 'v3.0.0.d'";
        if (Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) == 0) { return; }
        command.CommandText = "CREATE INDEX IF NOT EXISTS ix_trials_study_id ON trials (study_id); UPDATE alembic_version SET version_num = 'v3.2.0.a'";
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
