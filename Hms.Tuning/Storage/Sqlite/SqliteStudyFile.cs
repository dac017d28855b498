using System.Globalization;
using Hms.Tuning.Studies;
using Microsoft.Data.Sqlite;

namespace Hms.Tuning.Storage.Sqlite;

/// <summary>Opens a study file: refuses foreign, damaged and newer ones; where it may write, brings older ones up to date and sets the journal mode.</summary>
internal static class SqliteStudyFile
{
    private const int BusyTimeoutSeconds = 60;
    private const long OptunaSchemaVersion = 12;
    private const string OptunaRevision = "v3.2.0.a";
    private const int BusyError = 5;
    private const int ReadOnlyError = 8;
    private const int CorruptError = 11;
    private const int FullError = 13;
    private const int CannotOpenError = 14;
    private const int NotADatabaseError = 26;
    private static readonly string[] NetworkFileSystems = ["nfs", "nfs4", "cifs", "smb", "smb2", "smbfs", "lustre", "gpfs", "9p", "afs"];

    public static SqliteConnection Open(string path, StudyFileMode mode, TimeProvider time)
    {
        if (mode != StudyFileMode.OpenOrCreate && !File.Exists(path)) { throw new StudyException($"{path}: there is no such study file."); }
        RefuseNetworkFileSystem(path);
        try { return mode == StudyFileMode.Read ? OpenForReading(path) : OpenForWriting(path, mode == StudyFileMode.Open ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadWriteCreate, time); }
        catch (SqliteException error) { throw Explain(path, error); }
    }

    /// <summary>What an error of SQLite means for the user.</summary>
    public static StudyException Explain(string path, SqliteException error) => new(
        error.SqliteErrorCode switch
        {
            NotADatabaseError => $"{path}: this is not a SQLite database; choose another path.",
            CorruptError => $"{path}: the study file is damaged ({error.Message}); restore it from a copy, or rescue what is left with sqlite3's .recover.",
            ReadOnlyError => $"{path}: the file or its folder may not be written; change that, or read it in mode {nameof(StudyFileMode.Read)}.",
            FullError => $"{path}: the disk is full; what was written before is safe. Free some space and resume.",
            CannotOpenError => $"{path}: the file cannot be opened; check that its folder exists and may be written.",
            BusyError => $"{path}: another program has held the file for more than {BusyTimeoutSeconds} s; stop it and resume.",
            _ => $"{path}: SQLite error {error.SqliteErrorCode}: {error.Message}",
        },
        error);

    private static SqliteConnection OpenForWriting(string path, SqliteOpenMode mode, TimeProvider time) => Connect(path, mode, connection =>
    {
        CheckContent(connection, path);
        connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute("PRAGMA foreign_keys = ON");
        if (!IsCurrent(connection, path)) { Migrate(connection, time); }
    });

    /// <summary>
    /// Even a reader needs the side files of the write-ahead log. Where they cannot be made (a folder that may not be written) and no log waits to be merged, the file is
    /// read as one that does not change.
    /// </summary>
    private static SqliteConnection OpenForReading(string path)
    {
        void Check(SqliteConnection connection)
        {
            CheckContent(connection, path);
            if (!IsCurrent(connection, path)) { throw new StudyException($"{path}: its tables are older than this program; open it once for writing, for example by resuming the sweep."); }
        }
        try { return Connect(path, SqliteOpenMode.ReadOnly, Check); }
        catch (SqliteException error) when (error.SqliteErrorCode is CannotOpenError or ReadOnlyError)
        {
            if (new FileInfo(path + "-wal") is { Exists: true, Length: > 0 })
            {
                throw new StudyException($"{path}: its folder may not be written, and the latest changes are still in {path}-wal; copy both files to a folder that may be written and read them there.", error);
            }
            return Connect(new Uri(Path.GetFullPath(path)).AbsoluteUri + "?immutable=1", SqliteOpenMode.ReadOnly, Check);
        }
    }

    private static SqliteConnection Connect(string source, SqliteOpenMode mode, Action<SqliteConnection> prepare)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = source, Pooling = false, DefaultTimeout = BusyTimeoutSeconds, Mode = mode }.ToString());
        try
        {
            connection.Open();
            connection.Execute($"PRAGMA busy_timeout = {BusyTimeoutSeconds * 1000}");
            prepare(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void RefuseNetworkFileSystem(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is null || !Directory.Exists(folder)) { throw new StudyException($"{path}: its folder does not exist; make it first."); }
        string format;
        try { format = new DriveInfo(folder).DriveFormat; }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException) { return; }
        if (NetworkFileSystems.Contains(format, StringComparer.OrdinalIgnoreCase))
        {
            throw new StudyException($"{path}: lies on a network file system ({format}), where SQLite's locks do not hold; put the study on a local disk.");
        }
    }

    private static void CheckContent(SqliteConnection connection, string path)
    {
        var verdict = connection.Scalar<string>("PRAGMA quick_check(1)");
        if (verdict != "ok") { throw new StudyException($"{path}: the study file is damaged ({verdict}); restore it from a copy, or rescue what is left with sqlite3's .recover."); }
        if (connection.Scalar<long>("SELECT count(*) FROM sqlite_master") == 0) { return; }
        if (!HasTable(connection, "version_info") || !HasTable(connection, "studies") || !HasTable(connection, "alembic_version"))
        {
            throw new StudyException($"{path}: this SQLite database holds no studies (it has no tables of Optuna's schema); choose another path.");
        }
        var version = connection.Scalar<long>("SELECT schema_version FROM version_info");
        var revision = connection.Scalar<string>("SELECT version_num FROM alembic_version");
        if (version > OptunaSchemaVersion) { throw new StudyException($"{path}: its schema version {version} is newer than {OptunaSchemaVersion}, the newest that this program knows; use a newer Hms."); }
        if (version < OptunaSchemaVersion || revision != OptunaRevision)
        {
            throw new StudyException($"{path}: its schema is version {version}, revision {revision}; version {OptunaSchemaVersion}, revision {OptunaRevision} is needed. Run 'optuna storage upgrade' of Optuna 3.2 or later on a copy.");
        }
    }

    /// <summary>Whether no migration is missing; asked without a lock, so that opening a current file waits for no writer.</summary>
    private static bool IsCurrent(SqliteConnection connection, string path)
    {
        var newest = Migrations()[^1].Number;
        var done = HasTable(connection, "hms_migrations") ? connection.Scalar<long?>("SELECT max(number) FROM hms_migrations") ?? 0 : 0;
        return done <= newest ? done == newest : throw new StudyException($"{path}: was written by a newer Hms (migration {done}, this program knows {newest}); use that one.");
    }

    /// <summary>One transaction, so that of two programs that open an old file one migrates it and the other finds it done.</summary>
    private static void Migrate(SqliteConnection connection, TimeProvider time)
    {
        using var transaction = connection.BeginTransaction();
        var isForeign = HasTable(connection, "studies");
        connection.Execute("CREATE TABLE IF NOT EXISTS hms_migrations (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL)");
        var done = connection.Scalar<long?>("SELECT max(number) FROM hms_migrations") ?? 0;
        foreach (var (number, name, sql) in Migrations().Where(x => x.Number > done))
        {
            if (number > 1 || !isForeign) { connection.Execute(sql); }
            connection.Execute("INSERT INTO hms_migrations VALUES (@number, @name, @time)", ("number", number), ("name", name), ("time", SqliteEncoding.Encode(time.GetUtcNow())));
        }
        transaction.Commit();
    }

    private static List<(int Number, string Name, string Sql)> Migrations()
    {
        var assembly = typeof(SqliteStudyFile).Assembly;
        var migrations = new List<(int, string, string)>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(x => x.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var name = resource[(resource.LastIndexOf('.', resource.Length - ".sql".Length - 1) + 1)..^".sql".Length];
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            migrations.Add((int.Parse(name[..4], CultureInfo.InvariantCulture), name, reader.ReadToEnd()));
        }
        return migrations;
    }

    private static bool HasTable(SqliteConnection connection, string name) => connection.Scalar<long>("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = @name", ("name", name)) > 0;
}
