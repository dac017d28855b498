using System.Collections.Immutable;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Storage;

/// <summary>Keeps studies in memory: for tests and short searches. Gone with the object.</summary>
/// <param name="timeProvider">Clock; null for the system's.</param>
public sealed class InMemoryStudyStorage(TimeProvider? timeProvider = null) : IStudyStorage
{
    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;
    private readonly Lock _lock = new();
    private readonly List<StudyEntry?> _studies = []; // null where a study was removed
    private readonly List<(StudyEntry Study, int Index)> _trials = [];
    private readonly Dictionary<long, List<TrialAttempt>> _attempts = [];
    private readonly Dictionary<(long TrialId, int Step), float[]> _rows = [];
    private readonly Dictionary<long, IReadOnlyDictionary<string, string>> _systemAttributes = []; // of imported trials
    private readonly HashSet<long> _stopRequests = [];

    /// <inheritdoc />
    public string Location => "memory";

    /// <inheritdoc />
    public Study CreateStudy(StudyIdentity identity, IReadOnlyList<ParameterValues>? firstTrials = null)
    {
        StorageRules.CheckIdentity(identity, Location);
        StorageRules.CheckFirstTrials(firstTrials);
        lock (_lock)
        {
            if (FindStudy(identity.Name) is not null) { throw StorageRules.Exists(Location, identity.Name); }
            var study = new Study(_studies.Count + 1, identity.Name, identity.Directions, identity);
            _studies.Add(new StudyEntry(study));
            foreach (var fixedParameters in firstTrials ?? []) { Enqueue(study.Id, fixedParameters); }
            return study;
        }
    }

    /// <inheritdoc />
    public Study? FindStudy(string name)
    {
        lock (_lock) { return _studies.Find(x => x?.Study.Name == name)?.Study; }
    }

    /// <inheritdoc />
    public IReadOnlyList<Study> ReadStudies()
    {
        lock (_lock) { return [.. _studies.OfType<StudyEntry>().Select(x => x.Study)]; }
    }

    /// <inheritdoc />
    public Study AdoptStudy(long studyId, StudyIdentity identity)
    {
        lock (_lock)
        {
            var entry = Entry(studyId);
            StorageRules.CheckAdoption(entry.Study, identity, entry.Trials, Location);
            return entry.Study = entry.Study with { Identity = identity };
        }
    }

    /// <inheritdoc />
    public IDisposable LockForRun(long studyId)
    {
        lock (_lock)
        {
            var entry = Entry(studyId);
            if (entry.IsLocked) { throw StorageRules.Locked(Location, entry.Study.Name); }
            entry.IsLocked = true;
            return new RunLock(this, entry);
        }
    }

    /// <inheritdoc />
    public IReadOnlyList<Trial> ReadTrials(long studyId, int fromNumber = 0)
    {
        lock (_lock) { return [.. Entry(studyId).Trials.Skip(fromNumber)]; }
    }

    /// <inheritdoc />
    public Trial ReadTrial(long trialId)
    {
        lock (_lock) { return Read(trialId); }
    }

    /// <inheritdoc />
    public Trial? TryStartTrial(long studyId, int number, ParameterValues parameters, LeaseTerms terms)
    {
        StorageRules.CheckTerms(terms);
        lock (_lock)
        {
            return Entry(studyId).Trials.Count != number ? null : Add(studyId, x => Begin(x, terms) with { Parameters = parameters });
        }
    }

    /// <inheritdoc />
    public Trial EnqueueTrial(long studyId, ParameterValues fixedParameters)
    {
        lock (_lock) { return Enqueue(studyId, fixedParameters); }
    }

    /// <inheritdoc />
    public Trial? TryClaimTrial(long trialId, ParameterValues parameters, LeaseTerms terms)
    {
        StorageRules.CheckTerms(terms);
        lock (_lock) { return Read(trialId).State != TrialState.Waiting ? null : Change(trialId, x => Begin(x, terms) with { Parameters = parameters }); }
    }

    /// <inheritdoc />
    public Trial? TryReclaimTrial(TrialLease lease, ReclaimRule rule, LeaseTerms terms)
    {
        StorageRules.CheckTerms(terms);
        lock (_lock)
        {
            var trial = Read(lease.TrialId);
            if (trial.State != TrialState.Running || trial.Attempt != lease.Attempt) { return null; }
            if (rule == ReclaimRule.Expired && trial.LeaseExpiresAt > _time.GetUtcNow()) { return null; }
            EndAttempt(trial, null);
            _rows.Keys.Where(x => x.TrialId == lease.TrialId).ToList().ForEach(x => _rows.Remove(x));
            _stopRequests.Remove(lease.TrialId);
            return Change(lease.TrialId, x => Begin(x, terms) with
            {
                IntermediateValues = x.IntermediateValues.Clear(),
                IntermediateObjectives = x.IntermediateObjectives.Clear(),
                UserAttributes = x.UserAttributes.Clear(),
            });
        }
    }

    /// <inheritdoc />
    public LeaseState RenewLease(TrialLease lease, TimeSpan duration)
    {
        lock (_lock)
        {
            if (!IsHeld(lease)) { return LeaseState.Lost; }
            Change(lease.TrialId, x => x with { LeaseExpiresAt = _time.GetUtcNow() + duration });
            return _stopRequests.Contains(lease.TrialId) ? LeaseState.StopRequested : LeaseState.Held;
        }
    }

    /// <inheritdoc />
    public void ReturnTrial(TrialLease lease, TrialFailure? failure)
    {
        lock (_lock)
        {
            EndAttempt(Leased(lease), failure);
            Change(lease.TrialId, x => x with { LeaseExpiresAt = DateTimeOffset.UnixEpoch });
        }
    }

    /// <inheritdoc />
    public void RequestStop(long trialId)
    {
        lock (_lock)
        {
            if (Read(trialId).State == TrialState.Running) { _stopRequests.Add(trialId); }
        }
    }

    /// <inheritdoc />
    public IReadOnlyList<TrialAttempt> ReadAttempts(long trialId)
    {
        lock (_lock) { return _attempts.TryGetValue(Read(trialId).Id, out var attempts) ? [.. attempts] : []; }
    }

    /// <inheritdoc />
    public void SetParameter(TrialLease lease, ParameterAssignment parameter)
    {
        lock (_lock)
        {
            var trial = Leased(lease);
            if (!trial.Parameters.TryGet(parameter.Name, out var known)) { Change(lease.TrialId, x => x with { Parameters = new ParameterValues(x.Parameters.Append(parameter)) }); }
            else if (!known.InternalValue.Equals(parameter.InternalValue) || !known.Distribution.IsCompatibleWith(parameter.Distribution)) { throw StorageRules.ParameterTaken(Location, trial, known, parameter); }
        }
    }

    /// <inheritdoc />
    public void ReportIntermediate(TrialLease lease, int step, IReadOnlyList<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        lock (_lock)
        {
            var trial = Leased(lease);
            StorageRules.CheckObjectives(Location, trial.Number, values.Count, Objectives(lease.TrialId));
            if (trial.IntermediateValues.ContainsKey(step)) { throw StorageRules.StepTaken(Location, trial.Number, step); }
            Change(lease.TrialId, x => x with
            {
                IntermediateValues = x.IntermediateValues.Add(step, values[0]),
                IntermediateObjectives = values.Count > 1 ? x.IntermediateObjectives.Add(step, [.. values]) : x.IntermediateObjectives,
            });
        }
    }

    /// <inheritdoc />
    public void ReportRows(TrialLease lease, int step, ReadOnlyMemory<float> rows)
    {
        lock (_lock)
        {
            Leased(lease);
            _rows[(lease.TrialId, step)] = rows.ToArray();
        }
    }

    /// <inheritdoc />
    public float[]? ReadRows(long trialId, int step)
    {
        lock (_lock) { return _rows.TryGetValue((trialId, step), out var rows) ? [.. rows] : null; }
    }

    /// <inheritdoc />
    public void SetUserAttribute(TrialLease lease, string key, string json)
    {
        StorageRules.CheckAttribute(key, json);
        lock (_lock)
        {
            Leased(lease);
            Change(lease.TrialId, x => x with { UserAttributes = x.UserAttributes.SetItem(key, json) });
        }
    }

    /// <inheritdoc />
    public Trial FinishTrial(TrialLease lease, TrialOutcome outcome)
    {
        lock (_lock)
        {
            outcome.ThrowIfInvalid(Objectives(lease.TrialId));
            Leased(lease);
            return Change(lease.TrialId, x => x with
            {
                State = outcome.State, Values = [.. outcome.Values], Constraints = [.. outcome.Constraints], Failure = outcome.Failure, CompletedAt = _time.GetUtcNow(), LeaseExpiresAt = null,
            });
        }
    }

    /// <inheritdoc />
    public void DeleteStudy(long studyId)
    {
        lock (_lock)
        {
            Entry(studyId);
            _studies[(int)studyId - 1] = null;
        }
    }

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> ReadStudyAttributes(long studyId)
    {
        lock (_lock) { return Entry(studyId).Attributes; }
    }

    /// <inheritdoc />
    public void SetStudyAttribute(long studyId, string key, string json)
    {
        StorageRules.CheckAttribute(key, json);
        lock (_lock)
        {
            var entry = Entry(studyId);
            entry.Attributes = entry.Attributes.SetItem(key, json);
        }
    }

    /// <inheritdoc />
    public StudyCopy ReadCopy(long studyId)
    {
        lock (_lock)
        {
            var entry = Entry(studyId);
            return new StudyCopy
            {
                Name = entry.Study.Name, Directions = entry.Study.Directions, Identity = entry.Study.Identity, UserAttributes = entry.Attributes, SystemAttributes = entry.SystemAttributes,
                Trials = entry.Trials.ConvertAll(x => new TrialCopy(x)
                {
                    SystemAttributes = _systemAttributes.TryGetValue(x.Id, out var known) ? known : StorageRules.SystemAttributes(new TrialCopy(x)),
                    Rows = _rows.Where(r => r.Key.TrialId == x.Id).ToDictionary(r => r.Key.Step, r => (float[])r.Value.Clone()),
                    Attempts = ReadAttempts(x.Id),
                }),
            };
        }
    }

    /// <inheritdoc />
    public Study ImportStudy(StudyCopy copy)
    {
        StorageRules.CheckCopy(copy, Location);
        lock (_lock)
        {
            if (FindStudy(copy.Name) is not null) { throw StorageRules.Exists(Location, copy.Name); }
            var study = new Study(_studies.Count + 1, copy.Name, copy.Directions, copy.Identity);
            _studies.Add(new StudyEntry(study) { Attributes = copy.UserAttributes.ToImmutableDictionary(), SystemAttributes = copy.SystemAttributes.ToImmutableDictionary() });
            foreach (var trial in copy.Trials) { Import(study.Id, trial); }
            return study;
        }
    }

    /// <inheritdoc />
    public void Dispose() { }

    private void Import(long studyId, TrialCopy copy)
    {
        var source = copy.Trial;
        var fixedValues = source.State == TrialState.Running ? source.Parameters.ToImmutableDictionary(p => p.Name, p => p.Value) : source.FixedParameters;
        var trial = Add(studyId, x => source.IsFinished ? source with { Id = x.Id, LeaseExpiresAt = null } : x with { FixedParameters = fixedValues });
        _systemAttributes.Add(trial.Id, StorageRules.SystemAttributes(copy));
        if (!source.IsFinished) { return; }
        foreach (var (step, rows) in copy.Rows) { _rows.Add((trial.Id, step), [.. rows]); }
        if (copy.Attempts.Count > 0) { _attempts.Add(trial.Id, [.. copy.Attempts]); }
    }

    private StudyEntry Entry(long studyId) => (studyId >= 1 && studyId <= _studies.Count ? _studies[(int)studyId - 1] : null) ?? throw StorageRules.NoStudy(Location, studyId);

    private Trial Read(long trialId)
    {
        if (trialId < 1 || trialId > _trials.Count) { throw StorageRules.NoTrial(Location, trialId); }
        var (study, index) = _trials[(int)trialId - 1];
        return _studies.Contains(study) ? study.Trials[index] : throw StorageRules.NoTrial(Location, trialId);
    }

    private int Objectives(long trialId)
    {
        Read(trialId);
        return _trials[(int)trialId - 1].Study.Study.Directions.Count;
    }

    private bool IsHeld(TrialLease lease) => Read(lease.TrialId) is { State: TrialState.Running } trial && trial.Attempt == lease.Attempt && !IsReturned(lease);

    private bool IsReturned(TrialLease lease) => _attempts.TryGetValue(lease.TrialId, out var ended) && ended.Exists(x => x.Attempt == lease.Attempt);

    private Trial Leased(TrialLease lease) => IsHeld(lease) ? Read(lease.TrialId) : throw StorageRules.LeaseLost(Location, lease, Read(lease.TrialId));

    private Trial Begin(Trial trial, LeaseTerms terms) => trial with
    {
        State = TrialState.Running, Attempt = trial.Attempt + 1, StartedAt = _time.GetUtcNow(), Owner = terms.Owner, LeaseExpiresAt = _time.GetUtcNow() + terms.Duration,
    };

    private void EndAttempt(Trial trial, TrialFailure? failure)
    {
        if (!_attempts.TryGetValue(trial.Id, out var attempts)) { _attempts.Add(trial.Id, attempts = []); }
        if (attempts.TrueForAll(x => x.Attempt != trial.Attempt)) { attempts.Add(new TrialAttempt(trial.Attempt, trial.Owner, _time.GetUtcNow(), failure)); }
    }

    private Trial Enqueue(long studyId, ParameterValues fixedParameters) =>
        Add(studyId, x => x with { FixedParameters = fixedParameters.ToImmutableDictionary(p => p.Name, p => p.Value) });

    private Trial Add(long studyId, Func<Trial, Trial> fill)
    {
        var entry = Entry(studyId);
        var trial = fill(new Trial { Id = _trials.Count + 1, Number = entry.Trials.Count, State = TrialState.Waiting, Attempt = 0 });
        entry.Trials.Add(trial);
        _trials.Add((entry, trial.Number));
        return trial;
    }

    private Trial Change(long trialId, Func<Trial, Trial> change)
    {
        var (study, index) = _trials[(int)trialId - 1];
        return study.Trials[index] = change(study.Trials[index]);
    }

    private sealed class StudyEntry(Study study)
    {
        public Study Study { get; set; } = study;

        public List<Trial> Trials { get; } = [];

        public ImmutableDictionary<string, string> Attributes { get; set; } = ImmutableDictionary<string, string>.Empty;

        public ImmutableDictionary<string, string> SystemAttributes { get; init; } = ImmutableDictionary<string, string>.Empty;

        public bool IsLocked { get; set; }
    }

    private sealed class RunLock(InMemoryStudyStorage storage, StudyEntry entry) : IDisposable
    {
        public void Dispose()
        {
            lock (storage._lock) { entry.IsLocked = false; }
        }
    }
}
