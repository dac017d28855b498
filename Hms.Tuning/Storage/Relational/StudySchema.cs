using Hms.Tuning.Studies;

namespace Hms.Tuning.Storage.Relational;

/// <summary>Whether a database holds studies that this program reads, and the steps that bring it up to date.</summary>
internal static class StudySchema
{
    private const int OptunaVersion = 12;
    private const string OptunaRevision = "v3.2.0.a";

    /// <summary>Refuses tables of another program, and other versions of Optuna's.</summary>
    public static void CheckOptunaVersion(StorageSession session)
    {
        var version = session.Number("SELECT schema_version FROM version_info");
        var revision = session.Scalar<string>("SELECT version_num FROM alembic_version");
        if (version > OptunaVersion) { throw new StudyException($"{session.Location}: its schema version {version} is newer than {OptunaVersion}, the newest that this program knows; use a newer Hms."); }
        if (version != OptunaVersion || revision != OptunaRevision)
        {
            throw new StudyException($"{session.Location}: its schema is version {version}, revision {revision}; version {OptunaVersion}, revision {OptunaRevision} is needed. Run 'optuna storage upgrade' of Optuna 3.2 or later on a copy.");
        }
    }

    /// <summary>Whether no step is missing.</summary>
    public static bool IsCurrent(StorageSession session, IReadOnlyList<Migration> migrations, Func<string, bool> hasTable)
    {
        var newest = migrations[^1].Number;
        var done = hasTable("hms_migrations") ? session.Number("SELECT max(number) FROM hms_migrations") ?? 0 : 0;
        return done <= newest ? done == newest : throw new StudyException($"{session.Location}: was written by a newer Hms (migration {done}, this program knows {newest}); use that one.");
    }

    /// <summary>Takes the missing steps. Call it in a transaction that no other program can be in, so that of two that open an old database one brings it up to date and the other finds it done.</summary>
    public static void Migrate(StorageSession session, IReadOnlyList<Migration> migrations, Func<string, bool> hasTable)
    {
        var isForeign = hasTable("studies") && !hasTable("hms_migrations");
        session.Execute("CREATE TABLE IF NOT EXISTS hms_migrations (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL)");
        var done = session.Number("SELECT max(number) FROM hms_migrations") ?? 0;
        foreach (var (number, name, sql) in migrations.Where(x => x.Number > done))
        {
            if (number > 1 || !isForeign) { session.Execute(sql); }
            session.Execute(
                "INSERT INTO hms_migrations (number, name, applied_at) VALUES (@number, @name, @time)", ("number", number), ("name", name), ("time", OptunaEncoding.Encode(session.Context.Time.GetUtcNow())));
        }
    }
}
