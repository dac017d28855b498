using System.Globalization;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Storage.Relational;

/// <summary>Studies, their objectives, identity and attributes.</summary>
internal static class StudyTable
{
    private const string TimeZoneKey = "hms:time_zone";

    public static Study? Find(this StorageSession session, string name) => session.Find("study_name = @key", name);

    public static Study Find(this StorageSession session, long studyId) => session.Find("study_id = @key", studyId) ?? throw StorageRules.NoStudy(session.Location, studyId);

    public static List<Study> FindAll(this StorageSession session) =>
        session.List("SELECT study_id FROM studies ORDER BY study_id", x => x.GetInt64(0)).ConvertAll(x => session.Find(x));

    /// <summary>Until the transaction ends no other adds a trial to the study or removes it.</summary>
    public static void LockStudy(this StorageSession session, long studyId)
    {
        if (session.Number("SELECT study_id FROM studies WHERE study_id = @id FOR UPDATE", ("id", studyId)) is null) { throw StorageRules.NoStudy(session.Location, studyId); }
    }

    public static long Insert(this StorageSession session, string name, IReadOnlyList<StudyDirection> directions)
    {
        var id = session.Number("INSERT INTO studies (study_name) VALUES (@name) RETURNING study_id", ("name", name))!.Value;
        for (var i = 0; i < directions.Count; i++)
        {
            session.Execute(
                "INSERT INTO study_directions (direction, study_id, objective) VALUES (@direction::studydirection, @id, @objective)",
                ("direction", OptunaEncoding.Encode(directions[i])), ("id", id), ("objective", i));
        }
        return id;
    }

    public static void WriteIdentity(this StorageSession session, long studyId, StudyIdentity identity) =>
        session.Execute(
            "INSERT INTO hms_studies (study_id, seed, parallelism, space_json, configuration_hash, sweep_order) VALUES (@id, @seed, @parallelism, @space, @hash, @order)",
            ("id", studyId), ("seed", identity.Seed.ToString(CultureInfo.InvariantCulture)), ("parallelism", identity.Parallelism), ("space", identity.Space.ToJson()),
            ("hash", identity.ConfigurationHash), ("order", identity.Order.ToString()));

    /// <summary>Says that the times of the study are UTC: of a study that we make. Trials of another program may have local times.</summary>
    public static void WriteTimeZone(this StorageSession session, long studyId) => session.WriteUserAttribute(studyId, TimeZoneKey, "\"UTC\"");

    public static void WriteUserAttribute(this StorageSession session, long studyId, string key, string json) => session.Execute(
        "INSERT INTO study_user_attributes (study_id, \"key\", value_json) VALUES (@id, @key, @json) ON CONFLICT (study_id, \"key\") DO UPDATE SET value_json = excluded.value_json",
        ("id", studyId), ("key", key), ("json", json));

    public static void WriteSystemAttribute(this StorageSession session, long studyId, string key, string json) =>
        session.Execute("INSERT INTO study_system_attributes (study_id, \"key\", value_json) VALUES (@id, @key, @json)", ("id", studyId), ("key", key), ("json", json));

    public static Dictionary<string, string> ReadUserAttributes(this StorageSession session, long studyId) => session.ReadAttributes("study_user_attributes", studyId);

    public static Dictionary<string, string> ReadSystemAttributes(this StorageSession session, long studyId) => session.ReadAttributes("study_system_attributes", studyId);

    /// <summary>Removes a study and all that belongs to it.</summary>
    public static void Delete(this StorageSession session, long studyId)
    {
        session.LockStudy(studyId);
        foreach (var table in (string[])["trial_params", "trial_values", "trial_intermediate_values", "trial_user_attributes", "trial_system_attributes", "trial_heartbeats", "hms_attempts", "hms_intermediate_objectives", "hms_rows", "hms_trials"])
        {
            session.Execute($"DELETE FROM {table} WHERE trial_id IN (SELECT trial_id FROM trials WHERE study_id = @id)", ("id", studyId));
        }
        foreach (var table in (string[])["trials", "study_directions", "study_user_attributes", "study_system_attributes", "hms_studies", "studies"])
        {
            session.Execute($"DELETE FROM {table} WHERE study_id = @id", ("id", studyId));
        }
    }

    private static Dictionary<string, string> ReadAttributes(this StorageSession session, string table, long studyId)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        session.Read($"SELECT \"key\", value_json FROM {table} WHERE study_id = @id ORDER BY \"key\"", x => attributes[x.GetString(0)] = x.GetString(1), ("id", studyId));
        return attributes;
    }

    private static Study? Find(this StorageSession session, string where, object key)
    {
        (long Id, string Name)? found = null;
        session.Read($"SELECT study_id, study_name FROM studies WHERE {where}", x => found = (x.GetInt64(0), x.GetString(1)), ("key", key));
        if (found is not var (id, name)) { return null; }
        var directions = session.List("SELECT direction::text FROM study_directions WHERE study_id = @id ORDER BY objective", x => OptunaEncoding.DecodeDirection(x.GetString(0)), ("id", id));
        if (directions.Count == 0) { throw new StudyException($"{session.Location}: study '{name}' has no objective; restore it from a copy."); }
        return new Study(id, name, directions, session.ReadIdentity(id, name, directions));
    }

    private static StudyIdentity? ReadIdentity(this StorageSession session, long studyId, string name, IReadOnlyList<StudyDirection> directions) => session.List(
        "SELECT seed, parallelism, space_json, configuration_hash, sweep_order FROM hms_studies WHERE study_id = @id",
        x => new StudyIdentity
        {
            Name = name,
            Directions = directions,
            Seed = ulong.Parse(x.GetString(0), CultureInfo.InvariantCulture),
            Parallelism = x.GetInt32(1),
            Space = SearchSpace.FromJson(x.GetString(2)),
            ConfigurationHash = x.GetString(3),
            Order = Enum.TryParse<SweepOrder>(x.GetString(4), out var order) ? order : throw new FormatException($"unknown order '{x.GetString(4)}'"),
        },
        ("id", studyId)).FirstOrDefault();
}
