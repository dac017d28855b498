using System.Collections.Immutable;
using System.Text.Json;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Microsoft.Data.Sqlite;

namespace Hms.Tuning.Storage.Sqlite;

/// <summary>Puts trials together from their tables: one query a table, in order of trial key.</summary>
internal sealed class SqliteTrialReader(SqliteConnection connection)
{
    private readonly Dictionary<string, ParameterDistribution> _distributions = new(StringComparer.Ordinal);

    public List<Trial> OfStudy(long studyId, int fromNumber) => Read("t.study_id = @a AND t.number >= @b", ("a", studyId), ("b", fromNumber));

    public Trial? OfKey(long trialId) => Read("t.trial_id = @a", ("a", trialId)).FirstOrDefault();

    private List<Trial> Read(string where, params ReadOnlySpan<(string, object?)> parameters)
    {
        var rows = new Dictionary<long, Row>();
        connection.Read(
            $"SELECT t.trial_id, t.number, t.state, t.datetime_start, t.datetime_complete, h.attempt, h.failure_type, h.failure_message, h.failure_detail, h.owner, h.lease_expires FROM trials t LEFT JOIN hms_trials h USING (trial_id) WHERE {where}",
            x => rows.Add(x.GetInt64(0), new Row(Head(x))),
            parameters);
        connection.Read(
            $"SELECT p.trial_id, p.param_name, p.param_value, p.distribution_json FROM trial_params p JOIN trials t USING (trial_id) WHERE {where} ORDER BY p.param_id",
            x => rows[x.GetInt64(0)].Parameters.Add(new ParameterAssignment(x.GetString(1), Distribution(x.GetString(3)), x.GetDouble(2))),
            parameters);
        connection.Read(
            $"SELECT v.trial_id, v.value, v.value_type FROM trial_values v JOIN trials t USING (trial_id) WHERE {where} ORDER BY v.objective",
            x => rows[x.GetInt64(0)].Values.Add(SqliteEncoding.DecodeValue(x.GetValue(1), x.GetString(2))),
            parameters);
        connection.Read(
            $"SELECT i.trial_id, i.step, i.intermediate_value, i.intermediate_value_type FROM trial_intermediate_values i JOIN trials t USING (trial_id) WHERE {where}",
            x => rows[x.GetInt64(0)].Intermediate[x.GetInt32(1)] = SqliteEncoding.DecodeValue(x.GetValue(2), x.GetString(3)),
            parameters);
        connection.Read(
            $"SELECT o.trial_id, o.step, o.value, o.value_type FROM hms_intermediate_objectives o JOIN trials t USING (trial_id) WHERE {where} ORDER BY o.objective",
            x => rows[x.GetInt64(0)].ObjectivesAt(x.GetInt32(1)).Add(SqliteEncoding.DecodeValue(x.GetValue(2), x.GetString(3))),
            parameters);
        connection.Read(
            $"SELECT u.trial_id, u.\"key\", u.value_json FROM trial_user_attributes u JOIN trials t USING (trial_id) WHERE {where}",
            x => rows[x.GetInt64(0)].Attributes[x.GetString(1)] = x.GetString(2),
            parameters);
        connection.Read(
            $"SELECT s.trial_id, s.value_json FROM trial_system_attributes s JOIN trials t USING (trial_id) WHERE s.\"key\" = 'fixed_params' AND {where}",
            x => rows[x.GetInt64(0)].Fixed = ReadFixed(x.GetString(1)),
            parameters);
        connection.Read(
            $"SELECT s.trial_id, s.value_json FROM trial_system_attributes s JOIN trials t USING (trial_id) WHERE s.\"key\" = 'constraints' AND {where}",
            x => rows[x.GetInt64(0)].Constraints = PythonJson.ReadNumbers(x.GetString(1)),
            parameters);
        return [.. rows.Values.Select(x => x.ToTrial()).OrderBy(x => x.Number)];
    }

    private static Trial Head(SqliteDataReader row)
    {
        var state = SqliteEncoding.DecodeState(row.GetString(2));
        return new Trial
        {
            Id = row.GetInt64(0),
            Number = row.GetInt32(1),
            State = state,
            StartedAt = row.TextOrNull(3) is { } start ? SqliteEncoding.DecodeTime(start) : null,
            CompletedAt = row.TextOrNull(4) is { } end ? SqliteEncoding.DecodeTime(end) : null,
            Attempt = row.IsDBNull(5) ? (state == TrialState.Waiting ? 0 : 1) : row.GetInt32(5),
            Failure = row.TextOrNull(6) is { } type ? new TrialFailure(type, row.TextOrNull(7) ?? "", row.TextOrNull(8) ?? "") : null,
            Owner = row.TextOrNull(9) ?? "",
            LeaseExpiresAt = row.IsDBNull(10) ? null : SqliteEncoding.DecodeSeconds(row.GetDouble(10)),
        };
    }

    private ParameterDistribution Distribution(string json)
    {
        if (!_distributions.TryGetValue(json, out var distribution)) { _distributions.Add(json, distribution = ParameterDistribution.FromJson(json)); }
        return distribution;
    }

    private static ImmutableDictionary<string, object?> ReadFixed(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToImmutableDictionary(x => x.Name, x => ChoiceValue.FromJson(x.Value));
    }

    private sealed class Row(Trial head)
    {
        public List<ParameterAssignment> Parameters { get; } = [];

        public ImmutableSortedDictionary<int, double>.Builder Intermediate { get; } = ImmutableSortedDictionary.CreateBuilder<int, double>();

        public ImmutableSortedDictionary<string, string>.Builder Attributes { get; } = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);

        public ImmutableDictionary<string, object?> Fixed { get; set; } = ImmutableDictionary<string, object?>.Empty;

        public List<double> Values { get; } = [];

        public IReadOnlyList<double> Constraints { get; set; } = [];

        private SortedDictionary<int, List<double>> Objectives { get; } = [];

        public List<double> ObjectivesAt(int step)
        {
            if (!Objectives.TryGetValue(step, out var values)) { Objectives.Add(step, values = []); }
            return values;
        }

        public Trial ToTrial() => head with
        {
            Parameters = new ParameterValues(Parameters),
            IntermediateValues = Intermediate.ToImmutable(),
            UserAttributes = Attributes.ToImmutable(),
            FixedParameters = Fixed,
            IntermediateObjectives = Objectives.ToImmutableSortedDictionary(x => x.Key, x => (IReadOnlyList<double>)x.Value),
            Values = Values,
            Constraints = Constraints,
        };
    }
}
