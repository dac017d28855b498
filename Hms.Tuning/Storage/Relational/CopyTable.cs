using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Storage.Relational;

/// <summary>Reads and writes whole studies.</summary>
internal static class CopyTable
{
    public static StudyCopy ReadCopy(this StorageSession session, long studyId)
    {
        var study = session.Find(studyId);
        var trials = session.ReadTrials(studyId, 0);
        var attributes = session.SystemAttributes(studyId);
        var rows = session.Rows(studyId);
        return new StudyCopy
        {
            Name = study.Name,
            Directions = study.Directions,
            Identity = study.Identity,
            UserAttributes = session.ReadUserAttributes(studyId),
            SystemAttributes = session.ReadSystemAttributes(studyId),
            Trials = trials.ConvertAll(x => new TrialCopy(x)
            {
                SystemAttributes = attributes[x.Id].ToDictionary(a => a.Key, a => a.Json, StringComparer.Ordinal),
                Rows = rows[x.Id].ToDictionary(r => r.Step, r => r.Losses),
                Attempts = x.Attempt > 1 ? session.ReadAttempts(x.Id) : [],
            }),
        };
    }

    public static Study WriteCopy(this StorageSession session, StudyCopy copy)
    {
        var id = session.Insert(copy.Name, copy.Directions);
        if (copy.Identity is not null) { session.WriteIdentity(id, copy.Identity); }
        if (copy.Identity is not null && copy.Trials.All(x => !x.Trial.IsFinished || x.Trial.Owner.Length > 0)) { session.WriteTimeZone(id); }
        foreach (var (key, json) in copy.UserAttributes) { session.WriteUserAttribute(id, key, json); }
        foreach (var (key, json) in copy.SystemAttributes) { session.WriteSystemAttribute(id, key, json); }
        foreach (var trial in copy.Trials)
        {
            if (trial.Trial.IsFinished) { session.WriteFinished(id, trial); }
            else { session.WriteWaiting(id, trial); }
        }
        return new Study(id, copy.Name, copy.Directions, copy.Identity);
    }

    private static void WriteFinished(this StorageSession session, long studyId, TrialCopy copy)
    {
        var trial = copy.Trial;
        var id = session.InsertTrial(studyId, trial.Number, trial.State, trial.StartedAt is { } start ? session.Encode(start) : null, trial.CompletedAt is { } end ? session.Encode(end) : null);
        session.Execute(
            "INSERT INTO hms_trials (trial_id, attempt, owner, failure_type, failure_message, failure_detail) VALUES (@id, @attempt, @owner, @type, @message, @detail)",
            ("id", id), ("attempt", trial.Attempt), ("owner", trial.Owner), ("type", trial.Failure?.Type), ("message", trial.Failure?.Message), ("detail", trial.Failure?.Detail));
        session.WriteParameters(id, trial.Parameters);
        session.WriteValues(id, trial.Values);
        foreach (var (step, value) in trial.IntermediateValues) { session.WriteReport(id, step, trial.IntermediateObjectives.TryGetValue(step, out var all) ? all : [value]); }
        foreach (var (key, json) in trial.UserAttributes) { session.WriteUserAttributeOfTrial(id, key, json); }
        foreach (var (key, json) in StorageRules.SystemAttributes(copy)) { session.WriteTrialAttribute(id, key, json); }
        foreach (var (step, losses) in copy.Rows) { session.WriteRows(id, step, losses); }
        foreach (var attempt in copy.Attempts) { session.WriteAttempt(id, attempt); }
    }

    private static void WriteWaiting(this StorageSession session, long studyId, TrialCopy copy)
    {
        var id = session.InsertTrial(studyId, copy.Trial.Number, TrialState.Waiting, null);
        session.Execute("INSERT INTO hms_trials (trial_id, attempt) VALUES (@id, 0)", ("id", id));
        foreach (var (key, json) in StorageRules.SystemAttributes(copy)) { session.WriteTrialAttribute(id, key, json); }
    }

    private static ILookup<long, (string Key, string Json)> SystemAttributes(this StorageSession session, long studyId) => session.List(
        "SELECT s.trial_id, s.\"key\", s.value_json FROM trial_system_attributes s JOIN trials t USING (trial_id) WHERE t.study_id = @id", x => (Id: x.GetInt64(0), Key: x.GetString(1), Json: x.GetString(2)), ("id", studyId))
        .ToLookup(x => x.Id, x => (x.Key, x.Json));

    private static ILookup<long, (int Step, float[] Losses)> Rows(this StorageSession session, long studyId) => session.List(
        "SELECT r.trial_id, r.step, r.losses FROM hms_rows r JOIN trials t USING (trial_id) WHERE t.study_id = @id", x => (Id: x.GetInt64(0), Step: x.GetInt32(1), Losses: OptunaEncoding.DecodeRows((byte[])x.GetValue(2))), ("id", studyId))
        .ToLookup(x => x.Id, x => (x.Step, x.Losses));
}
