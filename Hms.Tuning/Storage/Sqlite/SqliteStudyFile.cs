using Hms.Tuning.Storage.Relational;
using Hms.Tuning.Studies;
using Microsoft.Data.Sqlite;

namespace Hms.Tuning.Storage.Sqlite;

/// <summary>Opens a study file: refuses foreign, damaged and newer ones; where it may write, brings older ones up to date and sets the journal mode.</summary>
internal static class SqliteStudyFile
{
    private const long LargestCheckedBytes = 4 << 20;
    private const int BusyError = 5;
    private const int ReadOnlyError = 8;
    private const int CorruptError = 11;
    private const int FullError = 13;
    private const int CannotOpenError = 14;
    private const int NotADatabaseError = 26;
    private static readonly string[] NetworkFileSystems = ["nfs", "nfs4", "cifs", "smb", "smb2", "smbfs", "lustre", "gpfs", "9p", "afs"];

    public static SqliteSession Open(StorageContext context, StudyFileMode mode)
    {
        var path = context.Location;
        if (mode != StudyFileMode.OpenOrCreate && !File.Exists(path)) { throw new StudyException($"{path}: there is no such study file."); }
        RefuseNetworkFileSystem(path);
        try { return mode == StudyFileMode.Read ? OpenForReading(context) : OpenForWriting(context, mode == StudyFileMode.Open ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadWriteCreate); }
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
            BusyError => $"{path}: another program has held the file for more than {SqliteSession.BusyTimeoutSeconds} s; stop it and resume.",
            _ => $"{path}: SQLite error {error.SqliteErrorCode}: {error.Message}",
        },
        error);

    private static SqliteSession OpenForWriting(StorageContext context, SqliteOpenMode mode) => Connect(context, context.Location, mode, session =>
    {
        CheckContent(session);
        session.Execute("PRAGMA journal_mode = WAL");
        session.Execute("PRAGMA synchronous = NORMAL");
        session.Execute("PRAGMA foreign_keys = ON");
        var migrations = Migration.Of("Sqlite");
        if (StudySchema.IsCurrent(session, migrations, x => HasTable(session, x))) { return; }
        session.Begin();
        StudySchema.Migrate(session, migrations, x => HasTable(session, x));
        session.Commit();
    });

    /// <summary>
    /// Even a reader needs the side files of the write-ahead log. Where they cannot be made (a folder that may not be written) and no log waits to be merged, the file is
    /// read as one that does not change.
    /// </summary>
    private static SqliteSession OpenForReading(StorageContext context)
    {
        var path = context.Location;
        void Check(SqliteSession session)
        {
            CheckContent(session);
            if (!StudySchema.IsCurrent(session, Migration.Of("Sqlite"), x => HasTable(session, x))) { throw new StudyException($"{path}: its tables are older than this program; open it once for writing, for example by resuming the sweep."); }
        }
        try { return Connect(context, path, SqliteOpenMode.ReadOnly, Check); }
        catch (SqliteException error) when (error.SqliteErrorCode is CannotOpenError or ReadOnlyError)
        {
            if (new FileInfo(path + "-wal") is { Exists: true, Length: > 0 })
            {
                throw new StudyException($"{path}: its folder may not be written, and the latest changes are still in {path}-wal; copy both files to a folder that may be written and read them there.", error);
            }
            return Connect(context, new Uri(Path.GetFullPath(path)).AbsoluteUri + "?immutable=1", SqliteOpenMode.ReadOnly, Check);
        }
    }

    private static SqliteSession Connect(StorageContext context, string source, SqliteOpenMode mode, Action<SqliteSession> prepare)
    {
        var timeout = SqliteSession.BusyTimeoutSeconds;
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = source, Pooling = false, DefaultTimeout = timeout, Mode = mode }.ToString());
        var session = new SqliteSession(connection, context);
        try
        {
            connection.Open();
            session.Execute($"PRAGMA busy_timeout = {timeout * 1000}");
            prepare(session);
            return session;
        }
        catch
        {
            session.Dispose();
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

    /// <summary>
    /// A small file is checked whole. In a large one that would take longer than to read the study, which meets every page that matters: damage shows there, as the same error.
    /// </summary>
    private static void CheckContent(SqliteSession session)
    {
        var path = session.Location;
        var verdict = new FileInfo(path) is { Exists: true, Length: <= LargestCheckedBytes } ? session.Scalar<string>("PRAGMA quick_check(1)") : "ok";
        if (verdict != "ok") { throw new StudyException($"{path}: the study file is damaged ({verdict}); restore it from a copy, or rescue what is left with sqlite3's .recover."); }
        if (session.Number("SELECT count(*) FROM sqlite_master") == 0) { return; }
        if (!HasTable(session, "version_info") || !HasTable(session, "studies") || !HasTable(session, "alembic_version"))
        {
            throw new StudyException($"{path}: this SQLite database holds no studies (it has no tables of Optuna's schema); choose another path.");
        }
        StudySchema.CheckOptunaVersion(session);
    }

    private static bool HasTable(SqliteSession session, string name) => session.Number("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = @name", ("name", name)) > 0;
}
