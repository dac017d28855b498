using System.Globalization;
using Hms.Tuning.Studies;
using Npgsql;

namespace Hms.Tuning.Storage.PostgreSql;

/// <summary>Connection strings: read from an address or from Npgsql's form, shown without the password.</summary>
internal static class PostgreSqlLocation
{
    private const int CommandTimeoutSeconds = 30;
    private const int KeepAliveSeconds = 10;
    private const int PreparedStatements = 100;

    /// <summary>
    /// Npgsql's form, with our defaults where it says nothing: a command that gets no answer ends, the server ends the transaction of a worker that has stopped in the midst of it
    /// (and would hold up the others), and statements that recur are prepared.
    /// </summary>
    public static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        NpgsqlConnectionStringBuilder builder;
        try { builder = new NpgsqlConnectionStringBuilder(connectionString); }
        catch (ArgumentException)
        {
            // What Npgsql says repeats text that may be a part of a password with a semicolon in it.
            throw new StudyException("This is not a connection string of Npgsql: it has an unknown key or a value of the wrong kind. Quote a value that holds ; or = (Password='a;b'); give, for example, Host=db;Username=hms;Database=hms.");
        }
        if (string.IsNullOrEmpty(builder.Host)) { throw new StudyException("The connection string names no Host; give, for example, Host=db;Username=hms;Database=hms."); }
        var given = builder.Keys.OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (!given.Contains("Command Timeout")) { builder.CommandTimeout = CommandTimeoutSeconds; }
        if (!given.Contains("Keepalive")) { builder.KeepAlive = KeepAliveSeconds; }
        if (!given.Contains("Max Auto Prepare")) { (builder.MaxAutoPrepare, builder.AutoPrepareMinUsages) = (PreparedStatements, 2); }
        if (!given.Contains("No Reset On Close")) { builder.NoResetOnClose = true; }
        if (!given.Contains("Options")) { builder.Options = "-c idle_in_transaction_session_timeout=30s"; }
        builder.IncludeErrorDetail = false;
        return builder;
    }

    /// <summary>postgresql://user:password@host:port/database?Key=Value as Npgsql's form.</summary>
    public static string FromUri(string address)
    {
        if (HasStrayAt(address)) { throw new StudyException("The address of PostgreSQL holds an @ that does not end user and password; write @ / ? # in them, or in an option, as %40 %2F %3F %23."); }
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.AbsolutePath.Length < 2)
        {
            throw new StudyException("An address of PostgreSQL is postgresql://user@host:port/database; give user, host and database.");
        }
        var builder = new NpgsqlConnectionStringBuilder { Host = uri.Host, Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]) };
        if (uri.Port > 0) { builder.Port = uri.Port; }
        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0) { builder.Username = Uri.UnescapeDataString(user[0]); }
        if (user.Length == 2) { builder.Password = Uri.UnescapeDataString(user[1]); }
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            try { builder[Uri.UnescapeDataString(parts[0])] = Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? ""); }
            catch (ArgumentException) { throw new StudyException($"{Show(builder)}: the option '{parts[0]}' of the address is not one of Npgsql's, or its value is of the wrong kind."); }
        }
        return builder.ConnectionString;
    }

    /// <summary>A password with a raw slash looks like host, port and path: what comes before it would be taken for them, and shown.</summary>
    private static bool HasStrayAt(string address)
    {
        var rest = address[(address.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var end = rest.AsSpan().IndexOfAny('/', '?', '#');
        return rest.AsSpan(end < 0 ? rest.Length : end).Contains('@') || rest.AsSpan().Count('@') > 1;
    }

    /// <summary>For messages, without password and options.</summary>
    public static string Show(NpgsqlConnectionStringBuilder builder) => string.Create(
        CultureInfo.InvariantCulture,
        $"postgresql://{(string.IsNullOrEmpty(builder.Username) ? "" : builder.Username + "@")}{builder.Host}{(builder.Port == NpgsqlConnection.DefaultPort ? "" : $":{builder.Port}")}/{builder.Database ?? builder.Username}");
}
