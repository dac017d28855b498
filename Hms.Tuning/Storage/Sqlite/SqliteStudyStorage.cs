using System.Globalization;
using System.Text.Json;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Microsoft.Data.Sqlite;

namespace Hms.Tuning.Storage.Sqlite;

/// <summary>Keeps studies in one SQLite file, in the tables of Optuna's schema version 12 and side tables hms_*; optuna-dashboard shows it live.</summary>
/// <remarks>
/// Write-ahead log, one connection behind a lock. Beginning and ending a trial survive a power cut (synchronous FULL, one fsync each);
/// reports within a trial survive the death of the process but may be lost with the power (NORMAL): the trial is then run again anyway.
/// Times are UTC without zone, as Optuna 5 reads them. One sweep at a time runs a study: see <see cref="LockForRun"/>.
/// </remarks>
public sealed class SqliteStudyStorage : IStudyStorage
{
    private const string TimeZoneKey = "hms:time_zone";
    private readonly SqliteConnection _connection;
    private readonly SqliteTrialReader _trials;
    private readonly TimeProvider _time;
    private readonly bool _isReadOnly;
    private readonly Lock _lock = new();
    private Durability? _durability;

    private SqliteStudyStorage(string path, StudyFileMode mode, SqliteConnection connection, TimeProvider time)
    {
        (Location, _isReadOnly, _connection, _time) = (path, mode == StudyFileMode.Read, connection, time);
        _trials = new SqliteTrialReader(connection);
    }

    private enum Durability
    {
        Process,
        Power,
    }

    /// <inheritdoc />
    public string Location { get; }

    /// <summary>Opens a study file, or makes it.</summary>
    /// <param name="path">Path of the file; its folder exists, on a local disk.</param>
    /// <param name="mode">Whether the file may be made or changed. Default: both.</param>
    /// <param name="timeProvider">Clock; null for the system's.</param>
    /// <exception cref="StudyException">The file is missing, foreign, damaged or newer than this program; the message names it.</exception>
    public static SqliteStudyStorage Open(string path, StudyFileMode mode = StudyFileMode.OpenOrCreate, TimeProvider? timeProvider = null)
    {
        var time = timeProvider ?? TimeProvider.System;
        return new SqliteStudyStorage(path, mode, SqliteStudyFile.Open(path, mode, time), time);
    }

    /// <inheritdoc />
    public Study CreateStudy(StudyIdentity identity, IReadOnlyList<ParameterValues>? firstTrials = null)
    {
        StorageRules.CheckIdentity(identity, Location);
        StorageRules.CheckFirstTrials(firstTrials);
        return Write(Durability.Power, () =>
        {
            if (Find("study_name = @key", identity.Name) is not null) { throw StorageRules.Exists(Location, identity.Name); }
            _connection.Execute("INSERT INTO studies (study_name) VALUES (@name)", ("name", identity.Name));
            var id = LastKey();
            _connection.Execute("INSERT INTO study_directions (direction, study_id, objective) VALUES (@direction, @id, 0)", ("direction", SqliteEncoding.Encode(identity.Direction)), ("id", id));
            WriteIdentity(id, identity);
            foreach (var fixedParameters in firstTrials ?? []) { Enqueue(id, fixedParameters); }
            return new Study(id, identity.Name, identity.Direction, identity);
        });
    }

    /// <inheritdoc />
    public Study? FindStudy(string name) => Read(() => Find("study_name = @key", name));

    /// <inheritdoc />
    public IReadOnlyList<Study> ReadStudies() => Read(() =>
    {
        var names = new List<string>();
        _connection.Read("SELECT study_name FROM studies ORDER BY study_id", x => names.Add(x.GetString(0)));
        return names.ConvertAll(x => Find("study_name = @key", x)!);
    });

    /// <inheritdoc />
    public Study AdoptStudy(long studyId, StudyIdentity identity) => Write(Durability.Power, () =>
    {
        var study = Find("study_id = @key", studyId) ?? throw StorageRules.NoStudy(Location, studyId);
        StorageRules.CheckAdoption(study, identity, Location);
        WriteIdentity(studyId, identity);
        return study with { Identity = identity };
    });

    /// <inheritdoc />
    /// <remarks>
    /// Relies on file locks of the operating system (flock on Linux and macOS, a share mode on Windows): an empty file beside the database, named after it and the study
    /// (study.db.study1.lock), is held open; the kernel releases it with the process, however that ends, and the file stays. Such locks do not hold between machines, which is
    /// why a study on a network file system is refused when it is opened; nor do they hold where .NET's file locking is switched off (DOTNET_SYSTEM_IO_DISABLEFILELOCKING).
    /// </remarks>
    public IDisposable LockForRun(long studyId)
    {
        if (_isReadOnly) { throw StorageRules.ReadOnly(Location); }
        var name = Read(() => Find("study_id = @key", studyId))?.Name ?? throw StorageRules.NoStudy(Location, studyId);
        try { return new FileStream($"{Location}.study{studyId}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); }
        catch (IOException) { throw StorageRules.Locked(Location, name); }
    }

    /// <inheritdoc />
    public IReadOnlyList<Trial> ReadTrials(long studyId, int fromNumber = 0) => Read(() => _trials.OfStudy(studyId, fromNumber));

    /// <inheritdoc />
    public Trial ReadTrial(long trialId) => Read(() => Trial(trialId));

    /// <inheritdoc />
    public Trial? TryStartTrial(long studyId, int number, ParameterValues parameters) => Write(Durability.Power, () =>
    {
        if (NextNumber(studyId) != number) { return null; }
        var id = Insert(studyId, number, TrialState.Running, 1);
        WriteParameters(id, parameters);
        return Trial(id);
    });

    /// <inheritdoc />
    public Trial EnqueueTrial(long studyId, ParameterValues fixedParameters) => Write(Durability.Power, () => Trial(Enqueue(studyId, fixedParameters)));

    /// <inheritdoc />
    public Trial? TryClaimTrial(long trialId, ParameterValues parameters) => Write(Durability.Power, () =>
    {
        var claimed = _connection.Execute("UPDATE trials SET state = 'RUNNING', datetime_start = @now WHERE trial_id = @id AND state = 'WAITING'", ("now", Now()), ("id", trialId));
        if (claimed == 0) { return null; }
        WriteAttempt(trialId, 1);
        WriteParameters(trialId, parameters);
        return Trial(trialId);
    });

    /// <inheritdoc />
    public Trial RestartTrial(long trialId) => Write(Durability.Power, () =>
    {
        var trial = Trial(trialId);
        if (trial.State != TrialState.Running) { throw StorageRules.NotRunning(Location, trial); }
        _connection.Execute("DELETE FROM trial_intermediate_values WHERE trial_id = @id", ("id", trialId));
        _connection.Execute("DELETE FROM trial_user_attributes WHERE trial_id = @id", ("id", trialId));
        _connection.Execute("UPDATE trials SET datetime_start = @now WHERE trial_id = @id", ("now", Now()), ("id", trialId));
        WriteAttempt(trialId, trial.Attempt + 1);
        return Trial(trialId);
    });

    /// <inheritdoc />
    public void ReportIntermediate(TrialLease lease, int step, double value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        Write(Durability.Process, () =>
        {
            CheckLease(lease);
            if (_connection.Scalar<long>("SELECT count(*) FROM trial_intermediate_values WHERE trial_id = @id AND step = @step", ("id", lease.TrialId), ("step", step)) > 0)
            {
                throw StorageRules.StepTaken(Location, Trial(lease.TrialId), step);
            }
            var (number, type) = SqliteEncoding.Encode(value);
            return _connection.Execute(
                "INSERT INTO trial_intermediate_values (trial_id, step, intermediate_value, intermediate_value_type) VALUES (@id, @step, @value, @type)",
                ("id", lease.TrialId), ("step", step), ("value", number), ("type", type));
        });
    }

    /// <inheritdoc />
    public void SetUserAttribute(TrialLease lease, string key, string json)
    {
        StorageRules.CheckAttribute(key, json);
        Write(Durability.Process, () =>
        {
            CheckLease(lease);
            return _connection.Execute(
                "INSERT INTO trial_user_attributes (trial_id, \"key\", value_json) VALUES (@id, @key, @json) ON CONFLICT (trial_id, \"key\") DO UPDATE SET value_json = excluded.value_json",
                ("id", lease.TrialId), ("key", key), ("json", json));
        });
    }

    /// <inheritdoc />
    public Trial FinishTrial(TrialLease lease, TrialOutcome outcome)
    {
        outcome.ThrowIfInvalid();
        return Write(Durability.Power, () =>
        {
            CheckLease(lease);
            _connection.Execute("UPDATE trials SET state = @state, datetime_complete = @now WHERE trial_id = @id", ("state", SqliteEncoding.Encode(outcome.State)), ("now", Now()), ("id", lease.TrialId));
            if (outcome.Value is { } value)
            {
                var (number, type) = SqliteEncoding.Encode(value);
                _connection.Execute("INSERT INTO trial_values (trial_id, objective, value, value_type) VALUES (@id, 0, @value, @type)", ("id", lease.TrialId), ("value", number), ("type", type));
            }
            if (outcome.Failure is { } failure)
            {
                _connection.Execute(
                    "UPDATE hms_trials SET failure_type = @type, failure_message = @message, failure_detail = @detail WHERE trial_id = @id",
                    ("type", failure.Type), ("message", failure.Message), ("detail", failure.Detail), ("id", lease.TrialId));
            }
            return Trial(lease.TrialId);
        });
    }

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> ReadStudyAttributes(long studyId) => Read(() =>
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        _connection.Read("SELECT \"key\", value_json FROM study_user_attributes WHERE study_id = @id", x => attributes[x.GetString(0)] = x.GetString(1), ("id", studyId));
        return attributes;
    });

    /// <inheritdoc />
    public void SetStudyAttribute(long studyId, string key, string json)
    {
        StorageRules.CheckAttribute(key, json);
        Write(Durability.Process, () => WriteStudyAttribute(studyId, key, json));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock) { _connection.Dispose(); }
    }

    private Study? Find(string where, object key)
    {
        (long Id, string Name)? found = null;
        _connection.Read($"SELECT study_id, study_name FROM studies WHERE {where}", x => found = (x.GetInt64(0), x.GetString(1)), ("key", key));
        if (found is not var (id, name)) { return null; }
        var directions = new List<string>();
        _connection.Read("SELECT direction FROM study_directions WHERE study_id = @id ORDER BY objective", x => directions.Add(x.GetString(0)), ("id", id));
        if (directions.Count != 1) { throw new StudyException($"{Location}: study '{name}' has {directions.Count} objectives; only studies with one are supported."); }
        var direction = directions[0] switch
        {
            "MINIMIZE" => StudyDirection.Minimize,
            "MAXIMIZE" => StudyDirection.Maximize,
            _ => throw new StudyException($"{Location}: study '{name}' has the unknown direction '{directions[0]}'."),
        };
        return new Study(id, name, direction, ReadIdentity(id, name, direction));
    }

    private StudyIdentity? ReadIdentity(long studyId, string name, StudyDirection direction)
    {
        StudyIdentity? identity = null;
        _connection.Read(
            "SELECT seed, parallelism, space_json, configuration_hash FROM hms_studies WHERE study_id = @id",
            x => identity = new StudyIdentity
            {
                Name = name,
                Direction = direction,
                Seed = ulong.Parse(x.GetString(0), CultureInfo.InvariantCulture),
                Parallelism = x.GetInt32(1),
                Space = SearchSpace.FromJson(x.GetString(2)),
                ConfigurationHash = x.GetString(3),
            },
            ("id", studyId));
        return identity;
    }

    private void WriteIdentity(long studyId, StudyIdentity identity)
    {
        _connection.Execute(
            "INSERT INTO hms_studies (study_id, seed, parallelism, space_json, configuration_hash) VALUES (@id, @seed, @parallelism, @space, @hash)",
            ("id", studyId), ("seed", identity.Seed.ToString(CultureInfo.InvariantCulture)), ("parallelism", identity.Parallelism), ("space", identity.Space.ToJson()), ("hash", identity.ConfigurationHash));
        WriteStudyAttribute(studyId, TimeZoneKey, "\"UTC\"");
    }

    private int WriteStudyAttribute(long studyId, string key, string json) => _connection.Execute(
        "INSERT INTO study_user_attributes (study_id, \"key\", value_json) VALUES (@id, @key, @json) ON CONFLICT (study_id, \"key\") DO UPDATE SET value_json = excluded.value_json",
        ("id", studyId), ("key", key), ("json", json));

    private Trial Trial(long trialId) => _trials.OfKey(trialId) ?? throw StorageRules.NoTrial(Location, trialId);

    private long NextNumber(long studyId) => _connection.Scalar<long?>("SELECT max(number) + 1 FROM trials WHERE study_id = @id", ("id", studyId)) ?? 0;

    private long Insert(long studyId, long number, TrialState state, int attempt)
    {
        _connection.Execute(
            "INSERT INTO trials (number, study_id, state, datetime_start) VALUES (@number, @study, @state, @start)",
            ("number", number), ("study", studyId), ("state", SqliteEncoding.Encode(state)), ("start", state == TrialState.Running ? Now() : null));
        var id = LastKey();
        WriteAttempt(id, attempt);
        return id;
    }

    private long Enqueue(long studyId, ParameterValues fixedParameters)
    {
        var id = Insert(studyId, NextNumber(studyId), TrialState.Waiting, 0);
        _connection.Execute("INSERT INTO trial_system_attributes (trial_id, \"key\", value_json) VALUES (@id, 'fixed_params', @json)", ("id", id), ("json", StorageRules.FixedParametersJson(fixedParameters)));
        return id;
    }

    private void WriteAttempt(long trialId, int attempt) =>
        _connection.Execute("INSERT INTO hms_trials (trial_id, attempt) VALUES (@id, @attempt) ON CONFLICT (trial_id) DO UPDATE SET attempt = excluded.attempt", ("id", trialId), ("attempt", attempt));

    private void WriteParameters(long trialId, ParameterValues parameters)
    {
        foreach (var parameter in parameters)
        {
            _connection.Execute(
                "INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json) VALUES (@id, @name, @value, @json)",
                ("id", trialId), ("name", parameter.Name), ("value", parameter.InternalValue), ("json", parameter.Distribution.ToJson()));
        }
    }

    private void CheckLease(TrialLease lease)
    {
        var isHeld = false;
        _connection.Read(
            "SELECT t.state, coalesce(h.attempt, 1) FROM trials t LEFT JOIN hms_trials h USING (trial_id) WHERE t.trial_id = @id",
            x => isHeld = x.GetString(0) == "RUNNING" && x.GetInt32(1) == lease.Attempt,
            ("id", lease.TrialId));
        if (!isHeld) { throw StorageRules.LeaseLost(Location, lease, Trial(lease.TrialId)); }
    }

    private long LastKey() => _connection.Scalar<long>("SELECT last_insert_rowid()");

    private string Now() => SqliteEncoding.Encode(_time.GetUtcNow());

    private T Read<T>(Func<T> query)
    {
        lock (_lock) { return Guard(query); }
    }

    private T Write<T>(Durability durability, Func<T> change)
    {
        if (_isReadOnly) { throw StorageRules.ReadOnly(Location); }
        lock (_lock)
        {
            return Guard(() =>
            {
                if (_durability != durability)
                {
                    _connection.Execute(durability == Durability.Power ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
                    _durability = durability;
                }
                using var transaction = _connection.BeginTransaction();
                var result = change();
                transaction.Commit();
                return result;
            });
        }
    }

    /// <summary>Every error of the file becomes a <see cref="StudyException"/> that names it.</summary>
    private T Guard<T>(Func<T> action)
    {
        try { return action(); }
        catch (SqliteException exception) { throw SqliteStudyFile.Explain(Location, exception); }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidCastException)
        {
            throw new StudyException($"{Location}: the study file holds something that this program cannot read: {exception.Message}", exception);
        }
    }
}
