using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Storage.Relational;

/// <summary>What all storages in a database share: the tables of Optuna's schema version 12, and side tables hms_*.</summary>
/// <remarks>Every change is one transaction. Leases run by the clock of the database; the times at which trials begin and end are the worker's, UTC without zone as Optuna 5 reads them.</remarks>
public abstract class RelationalStudyStorage : IStudyStorage
{
    private readonly StorageContext _context;

    private protected RelationalStudyStorage(StorageContext context) => _context = context;

    /// <inheritdoc />
    public string Location => _context.Location;

    /// <inheritdoc />
    public Study CreateStudy(StudyIdentity identity, IReadOnlyList<ParameterValues>? firstTrials = null)
    {
        StorageRules.CheckIdentity(identity, Location);
        StorageRules.CheckFirstTrials(firstTrials);
        return Write(Weight.Milestone, session =>
        {
            if (session.Find(identity.Name) is { } study) { return session.MayHaveCommitted && study.Identity?.DifferencesTo(identity).Count == 0 ? study : throw StorageRules.Exists(Location, identity.Name); }
            var id = session.Insert(identity.Name, identity.Directions);
            session.WriteIdentity(id, identity);
            session.WriteTimeZone(id);
            for (var i = 0; i < firstTrials?.Count; i++) { session.Enqueue(id, i, firstTrials[i]); }
            return new Study(id, identity.Name, identity.Directions, identity);
        });
    }

    /// <inheritdoc />
    public Study? FindStudy(string name) => Read(x => x.Find(name));

    /// <inheritdoc />
    public IReadOnlyList<Study> ReadStudies() => Read(x => x.FindAll());

    /// <inheritdoc />
    public Study AdoptStudy(long studyId, StudyIdentity identity)
    {
        var (found, trials) = Read(session => (session.Find(studyId), session.ReadTrials(studyId, 0))); // one state of the database, while another program may be writing
        StorageRules.CheckAdoption(found, identity, trials, Location);
        return Write(Weight.Milestone, session =>
        {
            session.LockStudy(studyId);
            var study = session.Find(studyId);
            if (session.MayHaveCommitted && study.Identity?.DifferencesTo(identity).Count == 0) { return study; }
            StorageRules.CheckAdoption(study, identity, [], Location);
            session.WriteIdentity(studyId, identity);
            return study with { Identity = identity };
        });
    }

    /// <inheritdoc />
    public abstract IDisposable LockForRun(long studyId);

    /// <inheritdoc />
    public IReadOnlyList<Trial> ReadTrials(long studyId, int fromNumber = 0) => Read(x => x.ReadTrials(studyId, fromNumber));

    /// <inheritdoc />
    public Trial ReadTrial(long trialId) => Read(x => x.ReadTrial(trialId));

    /// <inheritdoc />
    public Trial? TryStartTrial(long studyId, int number, ParameterValues parameters, LeaseTerms terms)
    {
        StorageRules.CheckTerms(terms);
        if (Read(session => session.NextNumber(studyId)) != number) { return null; } // a lost race costs other workers no lock
        return Write(Weight.Milestone, session =>
        {
            session.LockStudy(studyId);
            if (session.NextNumber(studyId) != number) { return session.MayHaveCommitted ? session.FindBegun(studyId, number, 1, terms) : null; }
            var start = _context.Time.GetUtcNow();
            var id = session.InsertTrial(studyId, number, TrialState.Running, session.Encode(start));
            var expires = session.WriteLease(id, 1, terms);
            session.WriteParameters(id, parameters);
            return new Trial
            {
                Id = id, Number = number, State = TrialState.Running, Attempt = 1, Parameters = parameters, Owner = terms.Owner,
                StartedAt = OptunaEncoding.DecodeTime(session.Encode(start)), LeaseExpiresAt = OptunaEncoding.DecodeSeconds(expires),
            };
        });
    }

    /// <inheritdoc />
    public Trial EnqueueTrial(long studyId, ParameterValues fixedParameters) => Write(Weight.Milestone, session =>
    {
        if (session.MayHaveCommitted) { throw StorageRules.PerhapsDone(Location, "enqueue a trial"); }
        session.LockStudy(studyId);
        return session.ReadTrial(session.Enqueue(studyId, session.NextNumber(studyId), fixedParameters));
    });

    /// <inheritdoc />
    public Trial? TryClaimTrial(long trialId, ParameterValues parameters, LeaseTerms terms)
    {
        StorageRules.CheckTerms(terms);
        return Write(Weight.Milestone, session =>
        {
            var claimed = session.Execute("UPDATE trials SET state = 'RUNNING', datetime_start = @now WHERE trial_id = @id AND state = 'WAITING'", ("now", session.Now), ("id", trialId));
            if (claimed == 0) { return session.MayHaveCommitted ? session.FindBegun(trialId, 1, terms) : null; }
            session.WriteLease(trialId, 1, terms);
            session.WriteParameters(trialId, parameters);
            return session.ReadTrial(trialId);
        });
    }

    /// <inheritdoc />
    public Trial? TryReclaimTrial(TrialLease lease, ReclaimRule rule, LeaseTerms terms)
    {
        StorageRules.CheckTerms(terms);
        return Write(Weight.Milestone, session =>
        {
            if (session.LockLease(lease.TrialId) is not { } row || !row.IsAt(lease)) { return session.MayHaveCommitted ? session.FindBegun(lease.TrialId, lease.Attempt + 1, terms) : null; }
            if (rule == ReclaimRule.Expired && !row.IsExpired) { return null; }
            session.ClearReports(lease.TrialId);
            session.WriteAttempt(lease, row.Owner, null);
            session.WriteLease(lease.TrialId, lease.Attempt + 1, terms);
            return session.ReadTrial(lease.TrialId);
        });
    }

    /// <inheritdoc />
    public LeaseState RenewLease(TrialLease lease, TimeSpan duration) => Write(Weight.Event, session =>
    {
        if (session.LockLease(lease.TrialId) is not { } row || !row.IsHeldBy(lease)) { return LeaseState.Lost; }
        session.RenewLease(lease.TrialId, duration);
        return row.IsStopRequested ? LeaseState.StopRequested : LeaseState.Held;
    });

    /// <inheritdoc />
    public void ReturnTrial(TrialLease lease, TrialFailure? failure) => Write(Weight.Milestone, session =>
    {
        if (session.MayHaveCommitted && session.LockLease(lease.TrialId) is { IsReturned: true } row && row.IsAt(lease)) { return 0; }
        session.WriteAttempt(lease, session.CheckLease(lease).Owner, failure);
        return session.Execute("UPDATE hms_trials SET lease_expires = 0, lease_seconds = 0 WHERE trial_id = @id", ("id", lease.TrialId));
    });

    /// <inheritdoc />
    public void RequestStop(long trialId) => Write(Weight.Event, session =>
        session.Execute("UPDATE hms_trials SET stop_requested = 1 WHERE trial_id IN (SELECT trial_id FROM trials WHERE trial_id = @id AND state = 'RUNNING')", ("id", trialId)));

    /// <inheritdoc />
    public IReadOnlyList<TrialAttempt> ReadAttempts(long trialId) => Read(x => x.ReadAttempts(trialId));

    /// <inheritdoc />
    public void SetParameter(TrialLease lease, ParameterAssignment parameter) => Write(Weight.Event, session =>
    {
        session.CheckLease(lease);
        var trial = session.ReadTrial(lease.TrialId);
        if (!trial.Parameters.TryGet(parameter.Name, out var known)) { return session.WriteParameter(lease.TrialId, parameter); }
        return known.InternalValue.Equals(parameter.InternalValue) && known.Distribution.IsCompatibleWith(parameter.Distribution) ? 0 : throw StorageRules.ParameterTaken(Location, trial, known, parameter);
    });

    /// <inheritdoc />
    public void ReportIntermediate(TrialLease lease, int step, IReadOnlyList<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        Write(Weight.Event, session =>
        {
            var row = session.CheckLease(lease);
            StorageRules.CheckObjectives(Location, row.Number, values.Count, row.Objectives);
            return session.WriteReport(lease.TrialId, step, values) || session.MayHaveCommitted ? 0 : throw StorageRules.StepTaken(Location, row.Number, step);
        });
    }

    /// <inheritdoc />
    public void ReportRows(TrialLease lease, int step, ReadOnlyMemory<float> rows) => Write(Weight.Event, session =>
    {
        session.CheckLease(lease);
        return session.WriteRows(lease.TrialId, step, rows.Span);
    });

    /// <inheritdoc />
    public float[]? ReadRows(long trialId, int step) => Read(session =>
        session.Scalar<byte[]>("SELECT losses FROM hms_rows WHERE trial_id = @id AND step = @step", ("id", trialId), ("step", step)) is { } losses ? OptunaEncoding.DecodeRows(losses) : null);

    /// <inheritdoc />
    public void SetUserAttribute(TrialLease lease, string key, string json)
    {
        StorageRules.CheckAttribute(key, json);
        Write(Weight.Event, session =>
        {
            session.CheckLease(lease);
            session.WriteUserAttributeOfTrial(lease.TrialId, key, json);
            return 0;
        });
    }

    /// <inheritdoc />
    public Trial FinishTrial(TrialLease lease, TrialOutcome outcome)
    {
        Write(Weight.Milestone, session =>
        {
            var row = session.LockLease(lease.TrialId);
            if (session.MayHaveCommitted && row?.State == outcome.State && row.Attempt == lease.Attempt) { return 0; }
            outcome.ThrowIfInvalid(row?.Objectives ?? outcome.Values.Count);
            session.CheckLease(lease);
            session.WriteEnd(lease.TrialId, outcome);
            return 0;
        });
        return ReadTrial(lease.TrialId);
    }

    /// <inheritdoc />
    public void DeleteStudy(long studyId) => Write(Weight.Milestone, session =>
    {
        session.Delete(studyId);
        return 0;
    });

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> ReadStudyAttributes(long studyId) => Read(x => x.ReadUserAttributes(studyId));

    /// <inheritdoc />
    public void SetStudyAttribute(long studyId, string key, string json)
    {
        StorageRules.CheckAttribute(key, json);
        Write(Weight.Event, session =>
        {
            session.WriteUserAttribute(studyId, key, json);
            return 0;
        });
    }

    /// <inheritdoc />
    public StudyCopy ReadCopy(long studyId)
    {
        var copy = Read(x => x.ReadCopy(studyId));
        StorageRules.CheckChoices(Location, copy.Name, copy.Trials.Select(x => x.Trial));
        return copy;
    }

    /// <inheritdoc />
    public Study ImportStudy(StudyCopy copy)
    {
        StorageRules.CheckCopy(copy, Location);
        return Write(Weight.Milestone, session =>
        {
            if (session.MayHaveCommitted) { throw StorageRules.PerhapsDone(Location, $"import study '{copy.Name}'"); }
            return session.Find(copy.Name) is null ? session.WriteCopy(copy) : throw StorageRules.Exists(Location, copy.Name);
        });
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the database.</summary>
    /// <param name="disposing">True: it is called by Dispose.</param>
    protected abstract void Dispose(bool disposing);

    /// <summary>Queries that all see the same state.</summary>
    private protected abstract T Read<T>(Func<StorageSession, T> query);

    /// <summary>One change, in a transaction.</summary>
    private protected abstract T Write<T>(Weight weight, Func<StorageSession, T> change);
}
