using System.Data.Common;
using System.Diagnostics;
using Hms.Tuning.Numerics;
using Hms.Tuning.Storage.Relational;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Hms.Tuning.Storage.Sqlite;

/// <summary>The one connection of a process to its study file: prepared statements, immediate transactions.</summary>
/// <remarks>
/// Waiting for another process is done here and not by SQLite, whose busy handler sleeps up to 100 ms between two looks, so that the unluckiest of several writers waits for
/// seconds: short sleeps of random length give each the same chance, and the chance to miss many times in a row falls by a factor with each look.
/// </remarks>
internal sealed class SqliteSession(SqliteConnection connection, StorageContext context) : StorageSession(connection, context)
{
    /// <summary>Longest wait for other processes that write.</summary>
    public const int BusyTimeoutSeconds = 60;
    private const double ShortestSleepMs = 0.2;
    private const double LongestSleepMs = 2;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private readonly SplitMix64 _jitter = new(SplitMix64.Derive((ulong)Environment.ProcessId, "busy", (ulong)Stopwatch.GetTimestamp()));

    public override void Begin()
    {
        var handle = connection.Handle;
        raw.sqlite3_busy_timeout(handle, 0);
        try
        {
            var start = Stopwatch.GetTimestamp();
            while (true)
            {
                var code = raw.sqlite3_exec(handle, "BEGIN IMMEDIATE");
                if (code == raw.SQLITE_OK) { return; }
                if ((code & 0xFF) != raw.SQLITE_BUSY || Stopwatch.GetElapsedTime(start).TotalSeconds > BusyTimeoutSeconds) { SqliteException.ThrowExceptionForRC(code, handle); }
                Thread.Sleep(TimeSpan.FromMilliseconds(ShortestSleepMs + _jitter.NextDouble() * (LongestSleepMs - ShortestSleepMs)));
            }
        }
        finally { raw.sqlite3_busy_timeout(handle, BusyTimeoutSeconds * 1000); }
    }

    public override void BeginRead() => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle, "BEGIN"), connection.Handle);

    public override void Commit() => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle, "COMMIT"), connection.Handle);

    /// <summary>Some errors (a full disk) end the transaction themselves.</summary>
    public override void Rollback()
    {
        if (raw.sqlite3_get_autocommit(connection.Handle) == 0) { raw.sqlite3_exec(connection.Handle, "ROLLBACK"); }
    }

    public override object Encode(DateTimeOffset time) => OptunaEncoding.Encode(time);

    public override void Dispose()
    {
        foreach (var command in _commands.Values) { command.Dispose(); }
        _commands.Clear();
        connection.Dispose();
    }

    protected override DbCommand Command(string sql)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = WithoutCasts(sql).Replace(Clock, "unixepoch('subsec')", StringComparison.Ordinal).Replace(ServerStart, "0", StringComparison.Ordinal);
            _commands.Add(sql, command);
        }
        return command;
    }

    protected override void Release(DbCommand command) { }
}
