using System.Data.Common;
using System.Text.RegularExpressions;

namespace Hms.Tuning.Storage.Relational;

/// <summary>One connection with its transaction. Statements are written for PostgreSQL; what SQLite writes otherwise (casts, row locks, the clock) is translated once.</summary>
/// <remarks>Parameters are named @name in the text and given as tuples, for one text always in the same order. A statement must not be run from within a row of itself.</remarks>
internal abstract partial class StorageSession(DbConnection connection, StorageContext context) : IDisposable
{
    /// <summary>Seconds since 1970 by the clock of the database.</summary>
    public const string Clock = "$CLOCK";

    /// <summary>Seconds since 1970 at which the database began to serve; 0 for one that nobody serves.</summary>
    public const string ServerStart = "$START";

    /// <summary>The connection.</summary>
    public DbConnection Connection { get; } = connection;

    /// <summary>What the sessions of one storage share.</summary>
    public StorageContext Context { get; } = context;

    /// <summary>Where the studies are, for messages.</summary>
    public string Location => Context.Location;

    /// <summary>The time by the clock of this process, as the database takes it.</summary>
    public object Now => Encode(Context.Time.GetUtcNow());

    /// <summary>True when the change was tried before and the connection broke while it was being committed, so that it may be in the database already.</summary>
    public bool MayHaveCommitted { get; init; }

    /// <summary>Begins a transaction that changes the studies.</summary>
    public abstract void Begin();

    /// <summary>Begins a transaction whose queries all see the same state.</summary>
    public abstract void BeginRead();

    public abstract void Commit();

    public abstract void Rollback();

    /// <summary>How the database takes a time: UTC without zone, microseconds.</summary>
    public abstract object Encode(DateTimeOffset time);

    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = Prepare(sql, parameters);
        try { return command.ExecuteNonQuery(); }
        finally { Release(command); }
    }

    /// <summary>The first column of the first row as a whole number; null when there is none.</summary>
    public long? Number(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Value(sql, parameters) is { } value and not DBNull ? Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>The first column of the first row; null when there is none.</summary>
    public T? Scalar<T>(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
        where T : class => Value(sql, parameters) as T;

    public void Read(string sql, Action<DbDataReader> row, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = Prepare(sql, parameters);
        try
        {
            using var reader = command.ExecuteReader();
            while (reader.Read()) { row(reader); }
        }
        finally { Release(command); }
    }

    /// <summary>All rows of a query.</summary>
    public List<T> List<T>(string sql, Func<DbDataReader, T> row, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var rows = new List<T>();
        Read(sql, x => rows.Add(row(x)), parameters);
        return rows;
    }

    public abstract void Dispose();

    /// <summary>A command of this text, prepared where that pays.</summary>
    protected abstract DbCommand Command(string sql);

    protected abstract void Release(DbCommand command);

    protected static string WithoutCasts(string sql) => Casts().Replace(RowLocks().Replace(sql, ""), "");

    [GeneratedRegex(@"::[a-z]+( precision)?")]
    private static partial Regex Casts();

    [GeneratedRegex(@" FOR UPDATE( OF \w+(, \w+)*)?")]
    private static partial Regex RowLocks();

    private object? Value(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = Prepare(sql, parameters);
        try { return command.ExecuteScalar(); }
        finally { Release(command); }
    }

    private DbCommand Prepare(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = Command(sql);
        if (command.Parameters.Count == 0)
        {
            foreach (var (name, _) in parameters)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = "@" + name;
                command.Parameters.Add(parameter);
            }
        }
        for (var i = 0; i < parameters.Length; i++) { command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value; }
        return command;
    }
}
