using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Storage.Relational;

/// <summary>Puts trials together from their tables: one query a table, whatever the number of trials. All within one transaction, so that no trial mixes two states.</summary>
internal static class TrialReader
{
    private const string ConstraintsKey = "constraints";
    private const string FixedKey = "fixed_params";

    public static List<Trial> ReadTrials(this StorageSession session, long studyId, int fromNumber) =>
        Read(session, "t.study_id = @a AND t.number >= @b", ("a", studyId), ("b", fromNumber));

    public static Trial ReadTrial(this StorageSession session, long trialId) =>
        Read(session, "t.trial_id = @a", ("a", trialId)).FirstOrDefault() ?? throw StorageRules.NoTrial(session.Location, trialId);

    private static List<Trial> Read(StorageSession session, string where, params ReadOnlySpan<(string, object?)> parameters)
    {
        var rows = new Dictionary<long, TrialRow>();
        session.Read(
            $"SELECT t.trial_id, t.number, t.state::text, t.datetime_start, t.datetime_complete, h.attempt, h.failure_type, h.failure_message, h.failure_detail, h.owner, h.lease_expires FROM trials t LEFT JOIN hms_trials h USING (trial_id) WHERE {where} ORDER BY t.number",
            x => rows.Add(x.GetInt64(0), new TrialRow(Head(x))),
            parameters);
        if (rows.Count == 0) { return []; }
        ReadParameters(session, rows, where, parameters);
        ReadValues(session, rows, where, parameters);
        ReadAttributes(session, rows, where, parameters);
        return [.. rows.Values.Select(x => x.ToTrial()).OrderBy(x => x.Number)];
    }

    private static void ReadParameters(StorageSession session, Dictionary<long, TrialRow> rows, string where, ReadOnlySpan<(string, object?)> parameters) => session.Read(
        $"SELECT p.trial_id, p.param_name, p.param_value, p.distribution_json FROM trial_params p JOIN trials t USING (trial_id) WHERE {where} ORDER BY p.param_id",
        x => rows[x.GetInt64(0)].Parameters.Add(new ParameterAssignment(x.GetString(1), session.Context.Distribution(x.GetString(3)), x.GetDouble(2))),
        parameters);

    private static void ReadValues(StorageSession session, Dictionary<long, TrialRow> rows, string where, ReadOnlySpan<(string, object?)> parameters)
    {
        session.Read(
            $"SELECT v.trial_id, v.value, v.value_type::text FROM trial_values v JOIN trials t USING (trial_id) WHERE {where} ORDER BY v.objective",
            x => rows[x.GetInt64(0)].Values.Add(OptunaEncoding.DecodeValue(x.GetValue(1), x.GetString(2))),
            parameters);
        session.Read(
            $"SELECT i.trial_id, i.step, i.intermediate_value, i.intermediate_value_type::text FROM trial_intermediate_values i JOIN trials t USING (trial_id) WHERE {where}",
            x => rows[x.GetInt64(0)].Intermediate.Add(new(x.GetInt32(1), OptunaEncoding.DecodeValue(x.GetValue(2), x.GetString(3)))),
            parameters);
        session.Read(
            $"SELECT o.trial_id, o.step, o.value, o.value_type FROM hms_intermediate_objectives o JOIN trials t USING (trial_id) WHERE {where} ORDER BY o.objective",
            x => rows[x.GetInt64(0)].ObjectivesAt(x.GetInt32(1)).Add(OptunaEncoding.DecodeValue(x.GetValue(2), x.GetString(3))),
            parameters);
    }

    private static void ReadAttributes(StorageSession session, Dictionary<long, TrialRow> rows, string where, ReadOnlySpan<(string, object?)> parameters)
    {
        session.Read(
            $"SELECT u.trial_id, u.\"key\", u.value_json FROM trial_user_attributes u JOIN trials t USING (trial_id) WHERE {where}",
            x => rows[x.GetInt64(0)].Attributes.Add(new(x.GetString(1), x.GetString(2))),
            parameters);
        session.Read(
            $"SELECT s.trial_id, s.\"key\", s.value_json FROM trial_system_attributes s JOIN trials t USING (trial_id) WHERE (s.\"key\" IN ('{FixedKey}', '{ConstraintsKey}') OR s.\"key\" LIKE '{ConstraintsKey}:%') AND {where}",
            x =>
            {
                var row = rows[x.GetInt64(0)];
                if (x.GetString(1) == FixedKey) { row.Fixed = ReadFixed(x.GetString(2)); }
                else { row.Constraints.Add(x.GetString(1), ReadConstraints(x.GetString(2))); }
            },
            parameters);
    }

    /// <summary>Owner of trials that a version of Hms ran which did not record owners; a trial of another program has no attempt either.</summary>
    private const string EarlierVersion = "unknown";

    private static Trial Head(DbDataReader row)
    {
        var state = OptunaEncoding.DecodeState(row.GetString(2));
        return new Trial
        {
            Id = row.GetInt64(0),
            Number = row.GetInt32(1),
            State = state,
            StartedAt = OptunaEncoding.DecodeTime(row.GetValue(3)),
            CompletedAt = OptunaEncoding.DecodeTime(row.GetValue(4)),
            Attempt = row.IsDBNull(5) ? (state == TrialState.Waiting ? 0 : 1) : row.GetInt32(5),
            Failure = row.TextOrNull(6) is { } type ? new TrialFailure(type, row.TextOrNull(7) ?? "", row.TextOrNull(8) ?? "") : null,
            Owner = row.TextOrNull(9) ?? (row.IsDBNull(5) || state == TrialState.Waiting ? "" : EarlierVersion),
            LeaseExpiresAt = row.IsDBNull(10) ? null : OptunaEncoding.DecodeSeconds(row.GetDouble(10)),
        };
    }

    private static ImmutableDictionary<string, object?> ReadFixed(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToImmutableDictionary(x => x.Name, x => ChoiceValue.FromJson(x.Value));
    }

    /// <summary>A list (Optuna to 4), or one number (Optuna 5, under its own key); null where the constraints could not be computed, which Optuna takes for a violation.</summary>
    private static IReadOnlyList<double> ReadConstraints(string json) => json.Trim() switch
    {
        "null" => [double.NaN],
        ['[', ..] list => PythonJson.ReadNumbers(list),
        var number => PythonJson.ReadNumbers($"[{number}]"),
    };
}
