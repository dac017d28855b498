using System.Text.Json;
using Hms.Tuning.Storage.Relational;
using Hms.Tuning.Studies;
using Microsoft.Data.Sqlite;

namespace Hms.Tuning.Storage.Sqlite;

/// <summary>Keeps studies in one SQLite file, in the tables of Optuna's schema version 12 and side tables hms_*; optuna-dashboard shows it live.</summary>
/// <remarks>
/// Write-ahead log, one connection behind a lock; several processes of one machine may each open the file and write, waiting up to 60 s for one another.
/// Every change survives the death of the process; what survives a power cut: <see cref="StudyDurability"/>. Times are UTC without zone, as Optuna 5 reads them.
/// </remarks>
public sealed class SqliteStudyStorage : RelationalStudyStorage
{
    private readonly SqliteSession _session;
    private readonly bool _isReadOnly;
    private readonly StudyDurability _durability;
    private readonly Lock _lock = new();
    private Weight _synchronous = Weight.Event;

    private SqliteStudyStorage(StorageContext context, StudyFileMode mode, StudyDurability durability, SqliteSession session)
        : base(context) => (_isReadOnly, _durability, _session) = (mode == StudyFileMode.Read, durability, session);

    /// <summary>Opens a study file, or makes it.</summary>
    /// <param name="path">Path of the file; its folder exists, on a local disk.</param>
    /// <param name="mode">Whether the file may be made or changed. Default: both.</param>
    /// <param name="timeProvider">Clock; null for the system's.</param>
    /// <param name="durability">What survives a power cut. Default: a consistent file, without the changes of the last moments.</param>
    /// <exception cref="StudyException">The file is missing, foreign, damaged or newer than this program; the message names it.</exception>
    public static SqliteStudyStorage Open(string path, StudyFileMode mode = StudyFileMode.OpenOrCreate, TimeProvider? timeProvider = null, StudyDurability durability = StudyDurability.Process)
    {
        var context = new StorageContext(path, timeProvider ?? TimeProvider.System);
        return new SqliteStudyStorage(context, mode, durability, SqliteStudyFile.Open(context, mode));
    }

    /// <inheritdoc />
    /// <remarks>
    /// Relies on file locks of the operating system (flock on Linux and macOS, a share mode on Windows): an empty file beside the database, named after it and the study
    /// (study.db.study1.lock), is held open; the kernel releases it with the process, however that ends, and the file stays. Such locks do not hold between machines, which is
    /// why a study on a network file system is refused when it is opened; nor do they hold where .NET's file locking is switched off (DOTNET_SYSTEM_IO_DISABLEFILELOCKING).
    /// </remarks>
    public override IDisposable LockForRun(long studyId)
    {
        if (_isReadOnly) { throw StorageRules.ReadOnly(Location); }
        var name = Read(x => x.Find(studyId)).Name;
        try { return new FileStream($"{Location}.study{studyId}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); }
        catch (IOException) { throw StorageRules.Locked(Location, name); }
    }

    private protected override T Read<T>(Func<StorageSession, T> query)
    {
        lock (_lock) { return Guard(() => InTransaction(query, _session.BeginRead)); }
    }

    private protected override T Write<T>(Weight weight, Func<StorageSession, T> change)
    {
        if (_isReadOnly) { throw StorageRules.ReadOnly(Location); }
        lock (_lock)
        {
            return Guard(() =>
            {
                if (_durability == StudyDurability.Power && _synchronous != weight)
                {
                    _session.Execute(weight == Weight.Milestone ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
                    _synchronous = weight;
                }
                return InTransaction(change, _session.Begin);
            });
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        lock (_lock) { _session.Dispose(); }
    }

    private T InTransaction<T>(Func<StorageSession, T> action, Action begin)
    {
        begin();
        try
        {
            var result = action(_session);
            _session.Commit();
            return result;
        }
        catch
        {
            _session.Rollback();
            throw;
        }
    }

    /// <summary>Every error of the file becomes a <see cref="StudyException"/> that names it.</summary>
    private T Guard<T>(Func<T> action)
    {
        try { return action(); }
        catch (SqliteException exception) { throw SqliteStudyFile.Explain(Location, exception); }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidCastException)
        {
            throw StorageRules.Unreadable(Location, exception);
        }
    }
}
