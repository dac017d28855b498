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
    private readonly List<StudyEntry> _studies = [];
    private readonly List<(StudyEntry Study, int Index)> _trials = [];

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
            var study = new Study(_studies.Count + 1, identity.Name, identity.Direction, identity);
            _studies.Add(new StudyEntry(study));
            foreach (var fixedParameters in firstTrials ?? []) { Enqueue(study.Id, fixedParameters); }
            return study;
        }
    }

    /// <inheritdoc />
    public Study? FindStudy(string name)
    {
        lock (_lock) { return _studies.Find(x => x.Study.Name == name)?.Study; }
    }

    /// <inheritdoc />
    public IReadOnlyList<Study> ReadStudies()
    {
        lock (_lock) { return [.. _studies.Select(x => x.Study)]; }
    }

    /// <inheritdoc />
    public Study AdoptStudy(long studyId, StudyIdentity identity)
    {
        lock (_lock)
        {
            var entry = Entry(studyId);
            StorageRules.CheckAdoption(entry.Study, identity, Location);
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
    public Trial? TryStartTrial(long studyId, int number, ParameterValues parameters)
    {
        lock (_lock)
        {
            return Entry(studyId).Trials.Count != number ? null : Add(studyId, x => x with { State = TrialState.Running, Parameters = parameters, StartedAt = _time.GetUtcNow() });
        }
    }

    /// <inheritdoc />
    public Trial EnqueueTrial(long studyId, ParameterValues fixedParameters)
    {
        lock (_lock) { return Enqueue(studyId, fixedParameters); }
    }

    /// <inheritdoc />
    public Trial? TryClaimTrial(long trialId, ParameterValues parameters)
    {
        lock (_lock)
        {
            return Read(trialId).State != TrialState.Waiting
                ? null
                : Change(trialId, x => x with { State = TrialState.Running, Attempt = 1, Parameters = parameters, StartedAt = _time.GetUtcNow() });
        }
    }

    /// <inheritdoc />
    public Trial RestartTrial(long trialId)
    {
        lock (_lock)
        {
            var trial = Read(trialId);
            if (trial.State != TrialState.Running) { throw StorageRules.NotRunning(Location, trial); }
            return Change(trialId, x => x with { Attempt = x.Attempt + 1, StartedAt = _time.GetUtcNow(), IntermediateValues = x.IntermediateValues.Clear(), UserAttributes = x.UserAttributes.Clear() });
        }
    }

    /// <inheritdoc />
    public void ReportIntermediate(TrialLease lease, int step, double value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        lock (_lock)
        {
            var trial = Leased(lease);
            if (trial.IntermediateValues.ContainsKey(step)) { throw StorageRules.StepTaken(Location, trial, step); }
            Change(lease.TrialId, x => x with { IntermediateValues = x.IntermediateValues.Add(step, value) });
        }
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
        outcome.ThrowIfInvalid();
        lock (_lock)
        {
            Leased(lease);
            return Change(lease.TrialId, x => x with { State = outcome.State, Value = outcome.Value, Failure = outcome.Failure, CompletedAt = _time.GetUtcNow() });
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
    public void Dispose() { }

    private StudyEntry Entry(long studyId) => studyId >= 1 && studyId <= _studies.Count ? _studies[(int)studyId - 1] : throw StorageRules.NoStudy(Location, studyId);

    private Trial Read(long trialId)
    {
        if (trialId < 1 || trialId > _trials.Count) { throw StorageRules.NoTrial(Location, trialId); }
        var (study, index) = _trials[(int)trialId - 1];
        return study.Trials[index];
    }

    private Trial Leased(TrialLease lease)
    {
        var trial = Read(lease.TrialId);
        return trial.State == TrialState.Running && trial.Attempt == lease.Attempt ? trial : throw StorageRules.LeaseLost(Location, lease, trial);
    }

    private Trial Enqueue(long studyId, ParameterValues fixedParameters) =>
        Add(studyId, x => x with { Attempt = 0, FixedParameters = fixedParameters.ToImmutableDictionary(p => p.Name, p => p.Value) });

    private Trial Add(long studyId, Func<Trial, Trial> fill)
    {
        var entry = Entry(studyId);
        var trial = fill(new Trial { Id = _trials.Count + 1, Number = entry.Trials.Count, State = TrialState.Waiting });
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
