using System.Diagnostics;
using System.Net.Sockets;
using Hms.Tuning.Numerics;
using Hms.Tuning.Studies;
using Npgsql;

namespace Hms.Tuning.Storage.PostgreSql;

/// <summary>Repeats calls whose error passes by itself, and explains the others.</summary>
internal sealed class PostgreSqlRetry(string location, PostgreSqlOptions options)
{
    private const string IdleInTransactionTimeout = "25P03";

    public T Run<T>(Func<PostgreSqlAttempt, T> action)
    {
        var start = Stopwatch.GetTimestamp();
        var wait = options.FirstWait;
        SplitMix64? jitter = null;
        for (var attempt = new PostgreSqlAttempt(); ;)
        {
            try { return action(attempt); }
            catch (Exception error) when (IsOfDatabase(error) && IsTransient(error) && Stopwatch.GetElapsedTime(start) + wait < options.RetryFor)
            {
                attempt = new PostgreSqlAttempt { MayHaveCommitted = attempt.MayHaveCommitted || (attempt.IsCommitting && !IsRolledBack(error)) };
            }
            catch (Exception error) when (IsOfDatabase(error)) { throw Explain(error); }
            jitter ??= new SplitMix64(SplitMix64.Derive((ulong)Environment.ProcessId, "retry", (ulong)start, (ulong)Environment.CurrentManagedThreadId));
            Thread.Sleep(wait * (0.5 + jitter.NextDouble()));
            wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, options.LongestWait.Ticks));
        }
    }

    private static bool IsOfDatabase(Exception error) => error is NpgsqlException or SocketException or TimeoutException or IOException;

    /// <summary>The server has said that nothing was committed. Its own shutdown says nothing of the kind.</summary>
    private static bool IsRolledBack(Exception error) => error is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.DiskFull };

    private static bool IsTransient(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory
            or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable or IdleInTransactionTimeout } => true,
        PostgresException server => server.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } } => false,
        NpgsqlException client => client.IsTransient || client.InnerException is IOException or SocketException or TimeoutException || client.Message.Contains("pool has been exhausted", StringComparison.Ordinal),
        SocketException socket => socket.SocketErrorCode is not (SocketError.HostNotFound or SocketError.NoData),
        _ => true,
    };

    private StudyException Explain(Exception error) => new(
        error switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } server => $"{location}: the server refuses this user: {server.MessageText}. Check user and password (in the connection string, .pgpass or PGPASSWORD).",
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => $"{location}: the server has no database of this name; make it with createdb.",
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } server => $"{location}: the user may not do this: {server.MessageText}.",
            PostgresException { SqlState: PostgresErrorCodes.DiskFull } => $"{location}: the server's disk has been full for {options.RetryFor.TotalSeconds:0} s; what was written before is safe. Free some space and resume.",
            PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => $"{location}: the server has had no free connection for {options.RetryFor.TotalSeconds:0} s; start fewer workers or raise max_connections.",
            PostgresException server => $"{location}: PostgreSQL error {server.SqlState}: {server.MessageText}",
            _ when IsTransient(error) => $"{location}: the server could not be reached for {options.RetryFor.TotalSeconds:0} s ({error.Message}); see that it runs, and resume.",
            _ => $"{location}: the server cannot be reached ({error.Message}); check host and port.",
        },
        error);
}
