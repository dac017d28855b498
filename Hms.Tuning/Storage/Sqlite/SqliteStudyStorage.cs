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
    private const string Clock = "unixepoch('subsec')";
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
            for (var i = 0; i < identity.Directions.Count; i++)
            {
                _connection.Execute("INSERT INTO study_directions (direction, study_id, objective) VALUES (@direction, @id, @objective)", ("direction", SqliteEncoding.Encode(identity.Directions[i])), ("id", id), ("objective", i));
            }
            WriteIdentity(id, identity);
            foreach (var fixedParameters in firstTrials ?? []) { Enqueue(id, fixedParameters); }
            return new Study(id, identity.Name, identity.Directions, identity);
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
    public Trial? TryStartTrial(long studyId, int number, ParameterValues parameters, LeaseTerms terms) => Write(Durability.Power, () =>
    {
        StorageRules.CheckTerms(terms);
        if (NextNumber(studyId) != number) { return null; }
        var id = Insert(studyId, number, TrialState.Running);
        WriteLease(id, 1, terms);
        WriteParameters(id, parameters);
        return Trial(id);
    });

    /// <inheritdoc />
    public Trial EnqueueTrial(long studyId, ParameterValues fixedParameters) => Write(Durability.Power, () => Trial(Enqueue(studyId, fixedParameters)));

    /// <inheritdoc />
    public Trial? TryClaimTrial(long trialId, ParameterValues parameters, LeaseTerms terms) => Write(Durability.Power, () =>
    {
        StorageRules.CheckTerms(terms);
        var claimed = _connection.Execute("UPDATE trials SET state = 'RUNNING', datetime_start = @now WHERE trial_id = @id AND state = 'WAITING'", ("now", Now()), ("id", trialId));
        if (claimed == 0) { return null; }
        WriteLease(trialId, 1, terms);
        WriteParameters(trialId, parameters);
        return Trial(trialId);
    });

    /// <inheritdoc />
    public Trial? TryReclaimTrial(TrialLease lease, ReclaimRule rule, LeaseTerms terms) => Write(Durability.Power, () =>
    {
        StorageRules.CheckTerms(terms);
        var trial = Trial(lease.TrialId);
        if (trial.State != TrialState.Running || trial.Attempt != lease.Attempt || trial.LeaseExpiresAt is null) { return null; }
        var isExpired = _connection.Scalar<long>($"SELECT lease_expires <= {Clock} FROM hms_trials WHERE trial_id = @id", ("id", lease.TrialId)) == 1;
        if (rule == ReclaimRule.Expired && !isExpired) { return null; }
        foreach (var table in (string[])["trial_intermediate_values", "trial_user_attributes", "hms_intermediate_objectives", "hms_rows"])
        {
            _connection.Execute($"DELETE FROM {table} WHERE trial_id = @id", ("id", lease.TrialId));
        }
        _connection.Execute("UPDATE trials SET datetime_start = @now WHERE trial_id = @id", ("now", Now()), ("id", lease.TrialId));
        WriteEndOfAttempt(lease, trial.Owner, null);
        WriteLease(lease.TrialId, lease.Attempt + 1, terms);
        return Trial(lease.TrialId);
    });

    /// <inheritdoc />
    public LeaseState RenewLease(TrialLease lease, TimeSpan duration) => Write(Durability.Process, () =>
    {
        if (!IsHeld(lease)) { return LeaseState.Lost; }
        _connection.Execute($"UPDATE hms_trials SET lease_expires = {Clock} + @duration WHERE trial_id = @id", ("duration", duration.TotalSeconds), ("id", lease.TrialId));
        return _connection.Scalar<long>("SELECT stop_requested FROM hms_trials WHERE trial_id = @id", ("id", lease.TrialId)) == 0 ? LeaseState.Held : LeaseState.StopRequested;
    });

    /// <inheritdoc />
    public void ReturnTrial(TrialLease lease, TrialFailure? failure) => Write(Durability.Power, () =>
    {
        CheckLease(lease);
        WriteEndOfAttempt(lease, Trial(lease.TrialId).Owner, failure);
        return _connection.Execute("UPDATE hms_trials SET lease_expires = 0 WHERE trial_id = @id", ("id", lease.TrialId));
    });

    /// <inheritdoc />
    public void RequestStop(long trialId) => Write(Durability.Process, () =>
        _connection.Execute("UPDATE hms_trials SET stop_requested = 1 WHERE trial_id IN (SELECT trial_id FROM trials WHERE trial_id = @id AND state = 'RUNNING')", ("id", trialId)));

    /// <inheritdoc />
    public IReadOnlyList<TrialAttempt> ReadAttempts(long trialId) => Read(() =>
    {
        var attempts = new List<TrialAttempt>();
        _connection.Read(
            "SELECT attempt, owner, ended, failure_type, failure_message, failure_detail FROM hms_attempts WHERE trial_id = @id ORDER BY attempt",
            x => attempts.Add(new TrialAttempt(
                x.GetInt32(0), x.TextOrNull(1) ?? "", SqliteEncoding.DecodeSeconds(x.GetDouble(2)), x.TextOrNull(3) is { } type ? new TrialFailure(type, x.TextOrNull(4) ?? "", x.TextOrNull(5) ?? "") : null)),
            ("id", trialId));
        return attempts;
    });

    /// <inheritdoc />
    public void SetParameter(TrialLease lease, ParameterAssignment parameter) => Write(Durability.Process, () =>
    {
        CheckLease(lease);
        var trial = Trial(lease.TrialId);
        if (!trial.Parameters.TryGet(parameter.Name, out var known)) { return WriteParameter(lease.TrialId, parameter); }
        return known.InternalValue.Equals(parameter.InternalValue) && known.Distribution.IsCompatibleWith(parameter.Distribution) ? 0 : throw StorageRules.ParameterTaken(Location, trial, known, parameter);
    });

    /// <inheritdoc />
    public void ReportIntermediate(TrialLease lease, int step, IReadOnlyList<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        Write(Durability.Process, () =>
        {
            CheckLease(lease);
            StorageRules.CheckObjectives(Location, Trial(lease.TrialId).Number, values.Count, Objectives(lease.TrialId));
            if (_connection.Scalar<long>("SELECT count(*) FROM trial_intermediate_values WHERE trial_id = @id AND step = @step", ("id", lease.TrialId), ("step", step)) > 0)
            {
                throw StorageRules.StepTaken(Location, Trial(lease.TrialId), step);
            }
            var (first, firstType) = SqliteEncoding.Encode(values[0]);
            _connection.Execute(
                "INSERT INTO trial_intermediate_values (trial_id, step, intermediate_value, intermediate_value_type) VALUES (@id, @step, @value, @type)",
                ("id", lease.TrialId), ("step", step), ("value", first), ("type", firstType));
            for (var i = 0; values.Count > 1 && i < values.Count; i++)
            {
                var (number, type) = SqliteEncoding.Encode(values[i]);
                _connection.Execute(
                    "INSERT INTO hms_intermediate_objectives (trial_id, step, objective, value, value_type) VALUES (@id, @step, @objective, @value, @type)",
                    ("id", lease.TrialId), ("step", step), ("objective", i), ("value", number), ("type", type));
            }
            return 0;
        });
    }

    /// <inheritdoc />
    public void ReportRows(TrialLease lease, int step, ReadOnlyMemory<float> rows) => Write(Durability.Process, () =>
    {
        CheckLease(lease);
        return _connection.Execute("INSERT OR REPLACE INTO hms_rows (trial_id, step, losses) VALUES (@id, @step, @losses)", ("id", lease.TrialId), ("step", step), ("losses", SqliteEncoding.Encode(rows.Span)));
    });

    /// <inheritdoc />
    public float[]? ReadRows(long trialId, int step) => Read(() =>
    {
        var losses = _connection.Scalar<byte[]>("SELECT losses FROM hms_rows WHERE trial_id = @id AND step = @step", ("id", trialId), ("step", step));
        return losses is null ? null : SqliteEncoding.DecodeRows(losses);
    });

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
    public Trial FinishTrial(TrialLease lease, TrialOutcome outcome) => Write(Durability.Power, () =>
    {
        outcome.ThrowIfInvalid(Objectives(lease.TrialId));
        CheckLease(lease);
        _connection.Execute("UPDATE trials SET state = @state, datetime_complete = @now WHERE trial_id = @id", ("state", SqliteEncoding.Encode(outcome.State)), ("now", Now()), ("id", lease.TrialId));
        for (var i = 0; i < outcome.Values.Count; i++)
        {
            var (number, type) = SqliteEncoding.Encode(outcome.Values[i]);
            _connection.Execute(
                "INSERT INTO trial_values (trial_id, objective, value, value_type) VALUES (@id, @objective, @value, @type)", ("id", lease.TrialId), ("objective", i), ("value", number), ("type", type));
        }
        if (outcome.Constraints.Count > 0)
        {
            _connection.Execute(
                "INSERT INTO trial_system_attributes (trial_id, \"key\", value_json) VALUES (@id, 'constraints', @json)", ("id", lease.TrialId), ("json", StorageRules.ConstraintsJson(outcome.Constraints)));
        }
        _connection.Execute(
            "UPDATE hms_trials SET lease_expires = NULL, failure_type = @type, failure_message = @message, failure_detail = @detail WHERE trial_id = @id",
            ("type", outcome.Failure?.Type), ("message", outcome.Failure?.Message), ("detail", outcome.Failure?.Detail), ("id", lease.TrialId));
        return Trial(lease.TrialId);
    });

    /// <inheritdoc />
    public void DeleteStudy(long studyId) => Write(Durability.Power, () =>
    {
        if (Find("study_id = @key", studyId) is null) { throw StorageRules.NoStudy(Location, studyId); }
        foreach (var table in (string[])["trial_params", "trial_values", "trial_intermediate_values", "trial_user_attributes", "trial_system_attributes", "trial_heartbeats", "hms_attempts", "hms_intermediate_objectives", "hms_rows", "hms_trials"])
        {
            _connection.Execute($"DELETE FROM {table} WHERE trial_id IN (SELECT trial_id FROM trials WHERE study_id = @id)", ("id", studyId));
        }
        foreach (var table in (string[])["trials", "study_directions", "study_user_attributes", "study_system_attributes", "hms_studies", "studies"])
        {
            _connection.Execute($"DELETE FROM {table} WHERE study_id = @id", ("id", studyId));
        }
        return 0;
    });

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
        if (directions.Count == 0) { throw new StudyException($"{Location}: study '{name}' has no objective; restore the file from a copy."); }
        var known = directions.ConvertAll(x => x switch
        {
            "MINIMIZE" => StudyDirection.Minimize,
            "MAXIMIZE" => StudyDirection.Maximize,
            _ => throw new StudyException($"{Location}: study '{name}' has the unknown direction '{x}'."),
        });
        return new Study(id, name, known, ReadIdentity(id, name, known));
    }

    private StudyIdentity? ReadIdentity(long studyId, string name, IReadOnlyList<StudyDirection> directions)
    {
        StudyIdentity? identity = null;
        _connection.Read(
            "SELECT seed, parallelism, space_json, configuration_hash, sweep_order FROM hms_studies WHERE study_id = @id",
            x => identity = new StudyIdentity
            {
                Name = name,
                Directions = directions,
                Seed = ulong.Parse(x.GetString(0), CultureInfo.InvariantCulture),
                Parallelism = x.GetInt32(1),
                Space = SearchSpace.FromJson(x.GetString(2)),
                ConfigurationHash = x.GetString(3),
                Order = Enum.TryParse<SweepOrder>(x.GetString(4), out var order) ? order : throw new FormatException($"unknown order '{x.GetString(4)}'"),
            },
            ("id", studyId));
        return identity;
    }

    private void WriteIdentity(long studyId, StudyIdentity identity)
    {
        _connection.Execute(
            "INSERT INTO hms_studies (study_id, seed, parallelism, space_json, configuration_hash, sweep_order) VALUES (@id, @seed, @parallelism, @space, @hash, @order)",
            ("id", studyId), ("seed", identity.Seed.ToString(CultureInfo.InvariantCulture)), ("parallelism", identity.Parallelism), ("space", identity.Space.ToJson()), ("hash", identity.ConfigurationHash), ("order", identity.Order.ToString()));
        WriteStudyAttribute(studyId, TimeZoneKey, "\"UTC\"");
    }

    private int WriteStudyAttribute(long studyId, string key, string json) => _connection.Execute(
        "INSERT INTO study_user_attributes (study_id, \"key\", value_json) VALUES (@id, @key, @json) ON CONFLICT (study_id, \"key\") DO UPDATE SET value_json = excluded.value_json",
        ("id", studyId), ("key", key), ("json", json));

    private Trial Trial(long trialId) => _trials.OfKey(trialId) ?? throw StorageRules.NoTrial(Location, trialId);

    private long NextNumber(long studyId) => _connection.Scalar<long?>("SELECT max(number) + 1 FROM trials WHERE study_id = @id", ("id", studyId)) ?? 0;

    private int Objectives(long trialId) => (int)_connection.Scalar<long>("SELECT count(*) FROM study_directions d JOIN trials t USING (study_id) WHERE t.trial_id = @id", ("id", trialId));

    private long Insert(long studyId, long number, TrialState state)
    {
        _connection.Execute(
            "INSERT INTO trials (number, study_id, state, datetime_start) VALUES (@number, @study, @state, @start)",
            ("number", number), ("study", studyId), ("state", SqliteEncoding.Encode(state)), ("start", state == TrialState.Running ? Now() : null));
        return LastKey();
    }

    private long Enqueue(long studyId, ParameterValues fixedParameters)
    {
        var id = Insert(studyId, NextNumber(studyId), TrialState.Waiting);
        _connection.Execute("INSERT INTO hms_trials (trial_id, attempt) VALUES (@id, 0)", ("id", id));
        _connection.Execute("INSERT INTO trial_system_attributes (trial_id, \"key\", value_json) VALUES (@id, 'fixed_params', @json)", ("id", id), ("json", StorageRules.FixedParametersJson(fixedParameters)));
        return id;
    }

    private void WriteLease(long trialId, int attempt, LeaseTerms terms) => _connection.Execute(
        $"INSERT INTO hms_trials (trial_id, attempt, owner, lease_expires) VALUES (@id, @attempt, @owner, {Clock} + @duration) ON CONFLICT (trial_id) DO UPDATE SET attempt = excluded.attempt, owner = excluded.owner, lease_expires = excluded.lease_expires, stop_requested = 0",
        ("id", trialId), ("attempt", attempt), ("owner", terms.Owner), ("duration", terms.Duration.TotalSeconds));

    private void WriteEndOfAttempt(TrialLease lease, string owner, TrialFailure? failure) => _connection.Execute(
        $"INSERT INTO hms_attempts (trial_id, attempt, owner, ended, failure_type, failure_message, failure_detail) VALUES (@id, @attempt, @owner, {Clock}, @type, @message, @detail) ON CONFLICT (trial_id, attempt) DO NOTHING",
        ("id", lease.TrialId), ("attempt", lease.Attempt), ("owner", owner), ("type", failure?.Type), ("message", failure?.Message), ("detail", failure?.Detail));

    private void WriteParameters(long trialId, ParameterValues parameters)
    {
        foreach (var parameter in parameters) { WriteParameter(trialId, parameter); }
    }

    private int WriteParameter(long trialId, ParameterAssignment parameter) => _connection.Execute(
        "INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json) VALUES (@id, @name, @value, @json)",
        ("id", trialId), ("name", parameter.Name), ("value", parameter.InternalValue), ("json", parameter.Distribution.ToJson()));

    private bool IsHeld(TrialLease lease)
    {
        var isHeld = false;
        _connection.Read(
            "SELECT t.state, coalesce(h.attempt, 1) FROM trials t LEFT JOIN hms_trials h USING (trial_id) WHERE t.trial_id = @id",
            x => isHeld = x.GetString(0) == "RUNNING" && x.GetInt32(1) == lease.Attempt,
            ("id", lease.TrialId));
        return isHeld;
    }

    private void CheckLease(TrialLease lease)
    {
        if (!IsHeld(lease)) { throw StorageRules.LeaseLost(Location, lease, Trial(lease.TrialId)); }
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
