using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Storage.Relational;

/// <summary>Writes trials, their parameters, values and attributes.</summary>
internal static class TrialTable
{
    /// <summary>The next number of a study; call <see cref="StudyTable.LockStudy"/> first.</summary>
    public static int NextNumber(this StorageSession session, long studyId) => (int)(session.Number("SELECT max(number) + 1 FROM trials WHERE study_id = @id", ("id", studyId)) ?? 0);

    public static long InsertTrial(this StorageSession session, long studyId, int number, TrialState state, object? start, object? end = null) => session.Number(
        "INSERT INTO trials (number, study_id, state, datetime_start, datetime_complete) VALUES (@number, @study, @state::trialstate, @start::timestamp, @end::timestamp) RETURNING trial_id",
        ("number", number), ("study", studyId), ("state", OptunaEncoding.Encode(state)), ("start", start), ("end", end))!.Value;

    public static long Enqueue(this StorageSession session, long studyId, int number, ParameterValues fixedParameters)
    {
        var id = session.InsertTrial(studyId, number, TrialState.Waiting, null);
        session.Execute("INSERT INTO hms_trials (trial_id, attempt) VALUES (@id, 0)", ("id", id));
        session.WriteTrialAttribute(id, "fixed_params", StorageRules.FixedParametersJson(fixedParameters));
        return id;
    }

    public static void WriteParameters(this StorageSession session, long trialId, ParameterValues parameters)
    {
        foreach (var parameter in parameters) { session.WriteParameter(trialId, parameter); }
    }

    public static int WriteParameter(this StorageSession session, long trialId, ParameterAssignment parameter) => session.Execute(
        "INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json) VALUES (@id, @name, @value, @json)",
        ("id", trialId), ("name", parameter.Name), ("value", parameter.InternalValue), ("json", parameter.Distribution.ToJson()));

    /// <summary>Writes what a trial reports at a step.</summary>
    /// <returns>Whether the step was new.</returns>
    public static bool WriteReport(this StorageSession session, long trialId, int step, IReadOnlyList<double> values)
    {
        var (first, firstType) = OptunaEncoding.Encode(values[0]);
        var isNew = session.Execute(
            "INSERT INTO trial_intermediate_values (trial_id, step, intermediate_value, intermediate_value_type) VALUES (@id, @step, @value::double precision, @type::trialintermediatevaluetype) ON CONFLICT (trial_id, step) DO NOTHING",
            ("id", trialId), ("step", step), ("value", first), ("type", firstType)) == 1;
        for (var i = 0; isNew && values.Count > 1 && i < values.Count; i++)
        {
            var (number, type) = OptunaEncoding.Encode(values[i]);
            session.Execute(
                "INSERT INTO hms_intermediate_objectives (trial_id, step, objective, value, value_type) VALUES (@id, @step, @objective, @value::double precision, @type)",
                ("id", trialId), ("step", step), ("objective", i), ("value", number), ("type", type));
        }
        return isNew;
    }

    public static void WriteValues(this StorageSession session, long trialId, IReadOnlyList<double> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            var (number, type) = OptunaEncoding.Encode(values[i]);
            session.Execute(
                "INSERT INTO trial_values (trial_id, objective, value, value_type) VALUES (@id, @objective, @value::double precision, @type::trialvaluetype)",
                ("id", trialId), ("objective", i), ("value", number), ("type", type));
        }
    }

    public static int WriteRows(this StorageSession session, long trialId, int step, ReadOnlySpan<float> rows) => session.Execute(
        "INSERT INTO hms_rows (trial_id, step, losses) VALUES (@id, @step, @losses) ON CONFLICT (trial_id, step) DO UPDATE SET losses = excluded.losses",
        ("id", trialId), ("step", step), ("losses", OptunaEncoding.Encode(rows)));

    public static void WriteUserAttributeOfTrial(this StorageSession session, long trialId, string key, string json) => session.Execute(
        "INSERT INTO trial_user_attributes (trial_id, \"key\", value_json) VALUES (@id, @key, @json) ON CONFLICT (trial_id, \"key\") DO UPDATE SET value_json = excluded.value_json",
        ("id", trialId), ("key", key), ("json", json));

    /// <summary>Writes a system attribute: Optuna's own data of a trial.</summary>
    public static void WriteTrialAttribute(this StorageSession session, long trialId, string key, string json) =>
        session.Execute("INSERT INTO trial_system_attributes (trial_id, \"key\", value_json) VALUES (@id, @key, @json)", ("id", trialId), ("key", key), ("json", json));

    public static void WriteEnd(this StorageSession session, long trialId, TrialOutcome outcome)
    {
        session.Execute(
            "UPDATE trials SET state = @state::trialstate, datetime_complete = @now WHERE trial_id = @id", ("state", OptunaEncoding.Encode(outcome.State)), ("now", session.Now), ("id", trialId));
        session.WriteValues(trialId, outcome.Values);
        if (outcome.Constraints.Count > 0) { session.WriteTrialAttribute(trialId, "constraints", StorageRules.ConstraintsJson(outcome.Constraints)); }
        session.Execute(
            "UPDATE hms_trials SET lease_expires = NULL, failure_type = @type, failure_message = @message, failure_detail = @detail WHERE trial_id = @id",
            ("type", outcome.Failure?.Type), ("message", outcome.Failure?.Message), ("detail", outcome.Failure?.Detail), ("id", trialId));
    }

    /// <summary>Removes what an attempt reported, for the next one.</summary>
    public static void ClearReports(this StorageSession session, long trialId)
    {
        foreach (var table in (string[])["trial_intermediate_values", "trial_user_attributes", "hms_intermediate_objectives", "hms_rows"])
        {
            session.Execute($"DELETE FROM {table} WHERE trial_id = @id", ("id", trialId));
        }
        session.Execute("UPDATE trials SET datetime_start = @now WHERE trial_id = @id", ("now", session.Now), ("id", trialId));
    }
}
