using Hms.Tuning.Storage.PostgreSql;
using Hms.Tuning.Storage.Sqlite;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Storage;

/// <summary>Opens a storage by its location, as commands and configurations name it.</summary>
public static class StudyStores
{
    private const string SqlitePrefix = "sqlite:";
    private const string NpgsqlPrefix = "pg:";
    private static readonly string[] PostgreSqlPrefixes = ["postgresql://", "postgres://"];

    /// <summary>Opens the storage at a location.</summary>
    /// <param name="location">
    /// A path of a study file (<c>studies/effnet.db</c>, or <c>sqlite:PATH</c>; <c>sqlite:///PATH</c> as Optuna writes it); <c>postgresql://user:password@host:port/database</c>, or
    /// <c>pg:</c> and a connection string in Npgsql's form (<c>pg:Host=db;Database=hms</c>); <c>memory</c> for one that is gone with the process.
    /// </param>
    /// <param name="mode">Whether it (for PostgreSQL: its tables) may be made or changed. Default: both.</param>
    /// <param name="durability">What survives a power cut, for files; a server has its own setting. Default: a consistent file, without the last moments.</param>
    /// <param name="timeProvider">Clock; null for the system's.</param>
    /// <exception cref="StudyException">The location is none of these, or cannot be opened; the message says why, and holds no password.</exception>
    public static IStudyStorage Open(string location, StudyFileMode mode = StudyFileMode.OpenOrCreate, StudyDurability durability = StudyDurability.Process, TimeProvider? timeProvider = null)
    {
        if (string.IsNullOrWhiteSpace(location)) { throw new StudyException("The store has no location; give the path of a file, postgresql://user@host/database, or memory."); }
        if (location == "memory") { return new InMemoryStudyStorage(timeProvider); }
        if (PostgreSqlPrefixes.Any(x => location.StartsWith(x, StringComparison.OrdinalIgnoreCase))) { return PostgreSqlStudyStorage.Open(PostgreSqlLocation.FromUri(location), null, timeProvider, mode); }
        if (location.StartsWith(NpgsqlPrefix, StringComparison.OrdinalIgnoreCase)) { return PostgreSqlStudyStorage.Open(location[NpgsqlPrefix.Length..], null, timeProvider, mode); }
        return SqliteStudyStorage.Open(FilePath(location), mode, timeProvider, durability);
    }

    /// <summary>The location without a password, for messages and logs; <c>postgresql://...</c> for an address of PostgreSQL that cannot be read.</summary>
    /// <param name="location">As for <see cref="Open"/>.</param>
    public static string Show(string location)
    {
        var isAddress = PostgreSqlPrefixes.Any(x => location.StartsWith(x, StringComparison.OrdinalIgnoreCase));
        if (!isAddress && !location.StartsWith(NpgsqlPrefix, StringComparison.OrdinalIgnoreCase)) { return location; }
        try { return PostgreSqlLocation.Show(PostgreSqlLocation.Parse(isAddress ? PostgreSqlLocation.FromUri(location) : location[NpgsqlPrefix.Length..])); }
        catch (StudyException) { return "postgresql://..."; }
    }

    private static string FilePath(string location)
    {
        if (!location.StartsWith(SqlitePrefix, StringComparison.OrdinalIgnoreCase))
        {
            var scheme = location.IndexOf("://", StringComparison.Ordinal);
            return scheme < 0 ? location : throw new StudyException($"There is no store for '{location[..(scheme + 3)]}...'; give the path of a file, postgresql://user@host/database, pg:Host=host;Database=database, or memory.");
        }
        var path = location[SqlitePrefix.Length..];
        path = path.StartsWith("///", StringComparison.Ordinal) ? path[3..] : path;
        return path.Length > 0 ? path : throw new StudyException($"'{location}' names no file; give sqlite:PATH.");
    }
}
