using System.Text.Json;
using Hms.Tuning.Storage.Relational;
using Hms.Tuning.Storage.Sqlite;
using Hms.Tuning.Studies;
using Npgsql;

namespace Hms.Tuning.Storage.PostgreSql;

/// <summary>Keeps studies in a PostgreSQL database (12 or later), in the tables of Optuna's schema version 12 and side tables hms_*: for sweeps on several machines.</summary>
/// <remarks>
/// Calls take a connection out of a pool each, so that several threads work at a time. What passes by itself (a restart of the server, a broken connection, a full disk, two
/// transactions in each other's way, too many connections) is tried again for <see cref="PostgreSqlOptions.RetryFor"/>; whatever else fails is a <see cref="StudyException"/>.
/// An expired trial is taken over only once the server has been up for the length of its lease, so that workers that outlived an outage can prolong theirs first.
/// What survives a power cut is the server's own setting (synchronous_commit).
/// </remarks>
public sealed class PostgreSqlStudyStorage : RelationalStudyStorage
{
    private const string LockClass = "hashtext('hms.' || current_schema())"; // the first half of our advisory locks
    private readonly StorageContext _context;
    private readonly PostgreSqlRetry _retry;
    private readonly NpgsqlDataSource _pool;
    private readonly NpgsqlDataSource _own;
    private readonly StudyFileMode _mode;

    private PostgreSqlStudyStorage(StorageContext context, PostgreSqlOptions options, NpgsqlConnectionStringBuilder connection, StudyFileMode mode)
        : base(context)
    {
        (_context, _mode) = (context, mode);
        if (mode == StudyFileMode.Read) { connection.Options = $"{connection.Options} -c default_transaction_read_only=on".TrimStart(); }
        _retry = new PostgreSqlRetry(context.Location, options);
        _pool = NpgsqlDataSource.Create(connection);
        _own = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Pooling = false });
    }

    /// <summary>Opens a database and, as the mode says, makes its tables where there are none.</summary>
    /// <param name="connectionString">Connection string in Npgsql's form, for example <c>Host=db;Username=hms;Database=hms</c>. A password may stand here, in the file .pgpass or in PGPASSWORD.</param>
    /// <param name="options">How long to try; null for the defaults.</param>
    /// <param name="timeProvider">Clock of the times at which trials begin and end; null for the system's.</param>
    /// <param name="mode">Whether tables may be made or changed. Open brings older tables up to date; Read changes nothing, its transactions are read-only. Default: both.</param>
    /// <exception cref="StudyException">The server cannot be reached or refuses, there are no tables and none may be made, or the tables are another program's or newer than this program; the message names the database, never the password.</exception>
    public static PostgreSqlStudyStorage Open(string connectionString, PostgreSqlOptions? options = null, TimeProvider? timeProvider = null, StudyFileMode mode = StudyFileMode.OpenOrCreate)
    {
        options ??= new PostgreSqlOptions();
        options.ThrowIfInvalid();
        var connection = PostgreSqlLocation.Parse(connectionString);
        var storage = new PostgreSqlStudyStorage(new StorageContext(PostgreSqlLocation.Show(connection), timeProvider ?? TimeProvider.System), options, connection, mode);
        try
        {
            storage.Prepare();
            return storage;
        }
        catch
        {
            storage.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    /// <remarks>An advisory lock of the server, on a connection of its own: the server releases it when the process dies. A connection that breaks loses the lock.</remarks>
    public override IDisposable LockForRun(long studyId)
    {
        if (_mode == StudyFileMode.Read) { throw StorageRules.ReadOnly(Location); }
        var name = Read(x => x.Find(studyId)).Name;
        return _retry.Run(_ =>
        {
            var connection = _own.OpenConnection();
            try
            {
                using var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock({LockClass}, {studyId})", connection);
                return command.ExecuteScalar() is true ? connection : throw StorageRules.Locked(Location, name);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        });
    }

    private protected override T Read<T>(Func<StorageSession, T> query) => _retry.Run(_ =>
    {
        using var session = new PostgreSqlSession(_pool.OpenConnection(), _context);
        session.BeginRead();
        var result = Guard(query, session);
        session.Commit();
        return result;
    });

    private protected override T Write<T>(Weight weight, Func<StorageSession, T> change) => _mode == StudyFileMode.Read ? throw StorageRules.ReadOnly(Location) : _retry.Run(attempt =>
    {
        using var session = new PostgreSqlSession(_pool.OpenConnection(), _context) { MayHaveCommitted = attempt.MayHaveCommitted };
        session.Begin();
        var result = Guard(change, session);
        attempt.IsCommitting = true;
        session.Commit();
        return result;
    });

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        _pool.Dispose();
        _own.Dispose();
    }

    private void Prepare()
    {
        if (_mode == StudyFileMode.Read) { Read(Check); }
        else { Write(Weight.Milestone, Migrate); }
    }

    private int Migrate(StorageSession session)
    {
        session.Execute($"SELECT pg_advisory_xact_lock({LockClass}, 0)");
        if (!Check(session)) { StudySchema.Migrate(session, Migration.Of("PostgreSql"), x => HasTable(session, x)); }
        return 0;
    }

    /// <summary>Refuses what this mode cannot open; false when steps are to be taken.</summary>
    private bool Check(StorageSession session)
    {
        if (HasTable(session, "studies"))
        {
            if (!HasTable(session, "version_info") || !HasTable(session, "alembic_version")) { throw new StudyException($"{Location}: has a table 'studies' that is not Optuna's; choose another database."); }
            StudySchema.CheckOptunaVersion(session);
        }
        else if (_mode != StudyFileMode.OpenOrCreate) { throw new StudyException($"{Location}: the database holds no studies; check its name, or begin a study in it."); }
        var isCurrent = StudySchema.IsCurrent(session, Migration.Of("PostgreSql"), x => HasTable(session, x));
        return isCurrent || _mode != StudyFileMode.Read
            ? isCurrent
            : throw new StudyException($"{Location}: its tables are Optuna's own or of an older Hms, and looking does not change them; open it once for writing (hms sweep or hms study import into it adds side tables, all else stays).");
    }

    private static bool HasTable(StorageSession session, string name) => session.Number("SELECT 1 WHERE to_regclass(@name) IS NOT NULL", ("name", name)) == 1;

    private T Guard<T>(Func<StorageSession, T> action, StorageSession session)
    {
        try { return action(session); }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidCastException) { throw StorageRules.Unreadable(Location, exception); }
    }
}
