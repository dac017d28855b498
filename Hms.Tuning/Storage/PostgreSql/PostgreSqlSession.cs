using System.Data;
using System.Data.Common;
using Hms.Tuning.Storage.Relational;
using Npgsql;

namespace Hms.Tuning.Storage.PostgreSql;

/// <summary>A connection out of the pool for the time of one call; Npgsql prepares the statements that recur.</summary>
internal sealed class PostgreSqlSession(NpgsqlConnection connection, StorageContext context) : StorageSession(connection, context)
{
    private NpgsqlTransaction? _transaction;

    public override void Begin() => _transaction = connection.BeginTransaction();

    public override void BeginRead() => _transaction = connection.BeginTransaction(IsolationLevel.RepeatableRead);

    public override void Commit() => _transaction!.Commit();

    public override void Rollback() => _transaction?.Dispose();

    public override object Encode(DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        return DateTime.SpecifyKind(new DateTime(utc.Ticks - utc.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Unspecified);
    }

    public override void Dispose()
    {
        _transaction?.Dispose();
        connection.Dispose();
    }

    protected override DbCommand Command(string sql)
    {
        var text = sql.Replace(Clock, "extract(epoch from clock_timestamp())::double precision", StringComparison.Ordinal)
            .Replace(ServerStart, "extract(epoch from pg_postmaster_start_time())::double precision", StringComparison.Ordinal);
        return new NpgsqlCommand(text, connection);
    }

    protected override void Release(DbCommand command) => command.Dispose();
}
