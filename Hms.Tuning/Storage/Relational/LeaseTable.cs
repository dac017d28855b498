using Hms.Tuning.Studies;

namespace Hms.Tuning.Storage.Relational;

/// <summary>Who holds a trial, and the attempts that were given up.</summary>
internal static class LeaseTable
{
    /// <summary>A trial that was begun by Hms, locked until the transaction ends; null for a trial of another program.</summary>
    public static LeaseRow? LockLease(this StorageSession session, long trialId) => session.List(
        $"SELECT t.state::text, t.number, h.attempt, coalesce(h.owner, ''), h.lease_expires IS NOT NULL, h.lease_expires IS NOT NULL AND h.lease_expires = 0, h.lease_expires <= {StorageSession.Clock} AND {StorageSession.Clock} >= {StorageSession.ServerStart} + coalesce(h.lease_seconds, 0), h.stop_requested, (SELECT count(*) FROM study_directions d WHERE d.study_id = t.study_id) FROM trials t JOIN hms_trials h USING (trial_id) WHERE t.trial_id = @id FOR UPDATE OF t, h",
        x => new LeaseRow(
            OptunaEncoding.DecodeState(x.GetString(0)), x.GetInt32(1), x.GetInt32(2), x.GetString(3), x.GetBoolean(4), x.GetBoolean(5), !x.IsDBNull(6) && x.GetBoolean(6), x.GetInt32(7) != 0, x.GetInt32(8)),
        ("id", trialId)).FirstOrDefault();

    /// <summary>The trial, if this attempt runs it.</summary>
    /// <exception cref="StudyException">The lease is lost.</exception>
    public static LeaseRow CheckLease(this StorageSession session, TrialLease lease) =>
        session.LockLease(lease.TrialId) is { } row && row.IsHeldBy(lease) ? row : throw StorageRules.LeaseLost(session.Location, lease, session.ReadTrial(lease.TrialId));

    /// <summary>Writes who runs a trial.</summary>
    /// <returns>Until when, in seconds since 1970 by the clock of the database.</returns>
    public static double WriteLease(this StorageSession session, long trialId, int attempt, LeaseTerms terms) => session.List(
        $"INSERT INTO hms_trials (trial_id, attempt, owner, lease_expires, lease_seconds, stop_requested) VALUES (@id, @attempt, @owner, {StorageSession.Clock} + @duration, @duration, 0) ON CONFLICT (trial_id) DO UPDATE SET attempt = excluded.attempt, owner = excluded.owner, lease_expires = excluded.lease_expires, lease_seconds = excluded.lease_seconds, stop_requested = 0 RETURNING lease_expires",
        x => x.GetDouble(0),
        ("id", trialId), ("attempt", attempt), ("owner", terms.Owner), ("duration", terms.Duration.TotalSeconds))[0];

    /// <summary>The trial that this worker has begun already, in a change whose end was not known; null when another has.</summary>
    public static Trial? FindBegun(this StorageSession session, long trialId, int attempt, LeaseTerms terms) =>
        session.LockLease(trialId) is { State: TrialState.Running } row && row.Attempt == attempt && row.Owner == terms.Owner ? session.ReadTrial(trialId) : null;

    /// <summary>As above, by number.</summary>
    public static Trial? FindBegun(this StorageSession session, long studyId, int number, int attempt, LeaseTerms terms) =>
        session.Number("SELECT trial_id FROM trials WHERE study_id = @study AND number = @number", ("study", studyId), ("number", number)) is { } id ? session.FindBegun(id, attempt, terms) : null;

    public static void RenewLease(this StorageSession session, long trialId, TimeSpan duration) => session.Execute(
        $"UPDATE hms_trials SET lease_expires = {StorageSession.Clock} + @duration, lease_seconds = @duration WHERE trial_id = @id", ("duration", duration.TotalSeconds), ("id", trialId));

    /// <summary>Keeps an attempt that is given up; one that was kept before (handed back, then begun again) stays.</summary>
    public static void WriteAttempt(this StorageSession session, TrialLease lease, string owner, TrialFailure? failure) => session.Execute(
        $"INSERT INTO hms_attempts (trial_id, attempt, owner, ended, failure_type, failure_message, failure_detail) VALUES (@id, @attempt, @owner, {StorageSession.Clock}, @type, @message, @detail) ON CONFLICT (trial_id, attempt) DO NOTHING",
        ("id", lease.TrialId), ("attempt", lease.Attempt), ("owner", owner), ("type", failure?.Type), ("message", failure?.Message), ("detail", failure?.Detail));

    public static void WriteAttempt(this StorageSession session, long trialId, TrialAttempt attempt) => session.Execute(
        "INSERT INTO hms_attempts (trial_id, attempt, owner, ended, failure_type, failure_message, failure_detail) VALUES (@id, @attempt, @owner, @ended, @type, @message, @detail)",
        ("id", trialId), ("attempt", attempt.Attempt), ("owner", attempt.Owner), ("ended", (attempt.EndedAt - DateTimeOffset.UnixEpoch).TotalSeconds),
        ("type", attempt.Failure?.Type), ("message", attempt.Failure?.Message), ("detail", attempt.Failure?.Detail));

    public static List<TrialAttempt> ReadAttempts(this StorageSession session, long trialId) => session.List(
        "SELECT attempt, owner, ended, failure_type, failure_message, failure_detail FROM hms_attempts WHERE trial_id = @id ORDER BY attempt",
        x => new TrialAttempt(
            x.GetInt32(0), x.TextOrNull(1) ?? "", OptunaEncoding.DecodeSeconds(x.GetDouble(2)), x.TextOrNull(3) is { } type ? new TrialFailure(type, x.TextOrNull(4) ?? "", x.TextOrNull(5) ?? "") : null),
        ("id", trialId));
}
