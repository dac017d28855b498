using System.Collections.Concurrent;
using System.Text.Json;
using Hms.Tuning.Running;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Tuners;

namespace Hms.Tuning.Studies;

/// <summary>Which trial of a <see cref="TuningStudy"/> is next, what it learns from, and what the tuner proposes for it. Not safe for several threads.</summary>
internal sealed class TrialQueue(TuningStudyOptions options, IStudyStorage storage, Study study)
{
    /// <summary>What was proposed for a trial: a trial that runs beside it must not depend on which parameters that one has asked for yet.</summary>
    internal const string ProposalAttribute = "hms:proposal";

    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);
    private readonly LeaseTerms _terms = new($"{Environment.MachineName}-{Environment.ProcessId}-ask", LeaseTerms.DefaultDuration);
    private readonly List<Trial> _trials = [];
    private readonly HashSet<int> _mine = [];
    private readonly Dictionary<TrialLease, long> _looked = []; // when the storage was last asked whether it has run out
    private readonly Dictionary<int, string> _proposals = [];
    private readonly ConcurrentDictionary<string, ParameterDistribution> _known = new(StringComparer.Ordinal); // running trials ask for it too
    private readonly ConcurrentDictionary<string, int> _warnings = new(StringComparer.Ordinal);
    private SearchSpaceInference _inference = new();
    private int[] _inferred = []; // numbers of the trials that it has seen

    private bool IsDeterministic => options.Order == SweepOrder.Deterministic;

    /// <summary>What pruners warned of, each text once, in order.</summary>
    public IReadOnlyList<string> Warnings => [.. _warnings.OrderBy(x => x.Value).Select(x => x.Key)];

    /// <summary>Whether the last trial asked for was not begun because the tuner is finite and has proposed all.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>Begins the next trial numbered below <paramref name="limit"/>; null when there is none, or when it must wait for one.</summary>
    /// <param name="limit">First number that is not begun.</param>
    /// <param name="waitsFor">Receives the running trial that it must wait for; null when there is none.</param>
    public TrialStart? TryStart(int limit, out int? waitsFor)
    {
        var refused = new HashSet<int>();
        IsExhausted = false;
        while (true)
        {
            Refresh();
            waitsFor = null;
            var next = IsDeterministic ? NextInOrder(limit, out waitsFor) : NextFree(limit, refused);
            if (next is not { } number) { return null; }
            var isLeftBehind = number < _trials.Count && _trials[number].State == TrialState.Running;
            if (Start(number) is { } start) { return start; }
            if (IsExhausted) { return null; }
            if (isLeftBehind) { refused.Add(number); } // by the clock of the storage its lease has not run out
        }
    }

    /// <summary>The trial no longer runs here.</summary>
    public void Release(int number) => _mine.Remove(number);

    /// <summary>Copies complete trials of another study.</summary>
    public int Add(IEnumerable<Trial> earlier)
    {
        Refresh();
        if (_trials.Find(x => !x.IsFinished) is { } open) { throw new InvalidOperationException($"Trial {open.Number} of study '{study.Name}' is {open.State}; add trials before any is asked for or enqueued."); }
        var all = earlier.ToList();
        foreach (var trial in all) { CheckAdded(trial); }
        foreach (var trial in all)
        {
            var copy = storage.TryStartTrial(study.Id, _trials.Count, trial.Parameters, _terms) ?? throw Taken(_trials.Count);
            _trials.Add(storage.FinishTrial(new TrialLease(copy.Id, copy.Attempt), new TrialOutcome(TrialState.Complete, trial.Values) { Constraints = trial.Constraints }));
        }
        return all.Count;
    }

    /// <summary>Finished trials from a number on, by number; in deterministic order only those before the first that is open.</summary>
    public IReadOnlyList<Trial> Visible(int fromNumber)
    {
        Refresh();
        var seen = IsDeterministic ? _trials.TakeWhile(x => !IsAwaited(x)) : _trials;
        return [.. seen.Where(x => x.IsFinished && x.Number >= fromNumber)];
    }

    /// <summary>Number of the next trial that is not finished, but for those that another program runs.</summary>
    public int FirstOpen()
    {
        Refresh();
        var first = _trials.FindIndex(IsAwaited);
        return first < 0 ? _trials.Count : first;
    }

    /// <summary>Open, and not run by another program (Optuna): such a trial is neither taken over nor waited for.</summary>
    private static bool IsAwaited(Trial trial) => !trial.IsFinished && !StudyHistory.IsForeign(trial);

    private void Refresh()
    {
        var first = _trials.FindIndex(x => !x.IsFinished);
        if (first < 0) { first = _trials.Count; }
        _trials.RemoveRange(first, _trials.Count - first);
        foreach (var trial in storage.ReadTrials(study.Id, first))
        {
            if (trial.Number != _trials.Count) { throw new StudyException($"{storage.Location}: study '{study.Name}' lacks trial {_trials.Count}; restore the file from a copy."); }
            _trials.Add(trial);
            foreach (var parameter in trial.Parameters) { _known.TryAdd(parameter.Name, parameter.Distribution); }
        }
    }

    private int? NextInOrder(int limit, out int? waitsFor)
    {
        var next = _trials.FindIndex(x => IsAwaited(x) && !_mine.Contains(x.Number));
        if (next < 0) { next = _trials.Count; }
        waitsFor = null;
        if (next >= limit) { return null; }
        waitsFor = _trials.Take(Math.Max(0, next - options.Parallelism + 1)).FirstOrDefault(IsAwaited)?.Number;
        return waitsFor is null ? next : null;
    }

    /// <summary>A trial that waits or whose process fell silent, else a new one. The trials of others that still run are left alone.</summary>
    private int? NextFree(int limit, HashSet<int> refused)
    {
        var free = _trials.Find(x => x.Number < limit && !_mine.Contains(x.Number) && !refused.Contains(x.Number) && (x.State == TrialState.Waiting || (IsAwaited(x) && MayBeOver(x))));
        return free?.Number ?? (_trials.Count < limit ? _trials.Count : null);
    }

    /// <summary>Whether to ask the storage if the lease has run out, whose clock decides: at once where it has by ours, else now and then, so that a clock that is behind keeps nobody waiting.</summary>
    private bool MayBeOver(Trial trial)
    {
        var lease = new TrialLease(trial.Id, trial.Attempt);
        var isOver = trial.LeaseExpiresAt <= options.Clock.GetUtcNow();
        if (!isOver && _looked.TryGetValue(lease, out var before) && options.Clock.GetElapsedTime(before) < LookInterval) { return false; }
        _looked[lease] = options.Clock.GetTimestamp();
        return true;
    }

    private TrialStart? Start(int number)
    {
        var prefix = IsDeterministic ? Math.Clamp(number - options.Parallelism + 1, 0, _trials.Count) : _trials.Count;
        var history = _trials.GetRange(0, prefix).FindAll(x => x.IsFinished);
        var beside = IsDeterministic ? [.. _trials.Take(prefix).Where(x => !x.IsFinished), .. _trials.GetRange(prefix, number - prefix)] : _trials.FindAll(x => x.State == TrialState.Running && x.Number != number);
        var known = number < _trials.Count ? _trials[number] : null;
        var decided = new Dictionary<string, object?>(options.FixedParameters, StringComparer.Ordinal);
        foreach (var (name, value) in known?.FixedParameters ?? []) { decided[name] = value; }
        if (known?.State == TrialState.Running && AttemptRules.UsedUp(known, storage.ReadAttempts(known.Id), options.ToSweepOptions()) is { } usedUp) { return FailLost(known, usedUp); }
        var begun = known?.State == TrialState.Running ? Begin(number, known, known.Parameters) : null; // it keeps its parameters, and most often its holder still lives: nothing to propose then
        if (known?.State == TrialState.Running && begun is null) { return IsDeterministic ? throw Taken(number) : null; }
        ParameterValues proposal;
        try
        {
            if (Propose(number, history, beside, decided) is not { } proposed) { return null; }
            proposal = proposed;
        }
        catch (ArgumentException exception) when (known?.State == TrialState.Waiting) { return FailWaiting(known, exception); }
        begun ??= Begin(number, known, options.Space is null ? ParameterValues.Empty : proposal);
        if (begun is null) { return IsDeterministic ? throw Taken(number) : null; }
        _mine.Add(number);
        KeepProposal(begun, proposal);
        return new TrialStart(begun, history, proposal, decided, CheckCompatible, warning => _warnings.TryAdd(warning, _warnings.Count));
    }

    private Trial? Begin(int number, Trial? known, ParameterValues parameters) => known?.State switch
    {
        null => storage.TryStartTrial(study.Id, number, parameters, _terms),
        TrialState.Waiting => storage.TryClaimTrial(known.Id, parameters, _terms),
        _ => storage.TryReclaimTrial(new TrialLease(known.Id, known.Attempt), IsDeterministic ? ReclaimRule.HolderGone : ReclaimRule.Expired, _terms),
    };

    private TrialStart? FailWaiting(Trial trial, ArgumentException exception)
    {
        if (storage.TryClaimTrial(trial.Id, ParameterValues.Empty, _terms) is { } claimed)
        {
            storage.FinishTrial(new TrialLease(claimed.Id, claimed.Attempt), new TrialOutcome(TrialState.Fail, [], TrialFailure.Of(exception)));
        }
        return null;
    }

    /// <summary>A trial whose process died too often.</summary>
    private TrialStart? FailLost(Trial trial, TrialFailure failure)
    {
        if (Begin(trial.Number, trial, ParameterValues.Empty) is { } taken) { storage.FinishTrial(new TrialLease(taken.Id, taken.Attempt), new TrialOutcome(TrialState.Fail, [], failure)); }
        else if (IsDeterministic) { throw Taken(trial.Number); }
        return null;
    }

    /// <summary>Null when a new trial is asked for and a finite tuner has nothing left; <see cref="IsExhausted"/> says so.</summary>
    private ParameterValues? Propose(int number, List<Trial> history, List<Trial> beside, Dictionary<string, object?> decided)
    {
        var space = options.Space ?? Infer(history);
        if (space.Parameters.Count == 0) { return ParameterValues.Empty; }
        var context = new TuningContext
        {
            Space = space,
            Directions = study.Directions,
            Seed = options.Seed,
            TrialNumber = number,
            History = history,
            Pending = options.Space is null ? [.. beside.Select(x => new Trial { Id = x.Id, Number = x.Number, State = TrialState.Running, Parameters = ProposalOf(x, space) })] : beside,
            Fixed = options.Space is null ? Known(space, decided) : space.Bind(decided),
        };
        if (number < _trials.Count) { return ProposeKnown(context, _trials[number]); }
        if (options.Tuner is not IFiniteTuner finite || !finite.IsExhausted(context)) { return options.Tuner.Propose(context); }
        if (options.Space is null && beside.Count > 0) { return ParameterValues.Empty; } // a trial under way may still show parameters that nobody has seen
        IsExhausted = true;
        return null;
    }

    /// <summary>For a trial that is there already: one that is begun again keeps its parameters, where they were declared.</summary>
    private ParameterValues ProposeKnown(TuningContext context, Trial known)
    {
        if (options.Space is not null && known.State == TrialState.Running) { return known.Parameters; }
        if (options.Tuner is not IFiniteTuner finite || context.Fixed.Count > 0 || !finite.IsExhausted(context)) { return options.Tuner.Propose(context); } // decided values may be tried again
        return options.Space is null ? known.Parameters : throw new ArgumentException($"Trial {known.Number} was enqueued without a value, and the tuner has proposed all that there is to try.");
    }

    /// <summary>The space of the trials that ran to an end: a failed one may have stopped before it asked for all.</summary>
    private SearchSpace Infer(List<Trial> history)
    {
        int[] numbers = [.. history.Select(x => x.Number)];
        if (!numbers.AsSpan().StartsWith(_inferred)) { (_inference, _inferred) = (new SearchSpaceInference(), []); } // a trial that is begun again sees fewer; in eager order an earlier one may have ended
        foreach (var trial in history.Skip(_inferred.Length).Where(x => x.State is TrialState.Complete or TrialState.Pruned)) { _inference.Add(trial.Parameters); }
        _inferred = numbers;
        return _inference.Space;
    }

    /// <summary>Decided values of parameters that are known already; the others are checked when the trial asks for them.</summary>
    private static ParameterValues Known(SearchSpace space, Dictionary<string, object?> decided)
    {
        var assignments = new List<ParameterAssignment>();
        foreach (var parameter in space.Parameters)
        {
            if (!decided.TryGetValue(parameter.Name, out var value)) { continue; }
            try { assignments.Add(new ParameterAssignment(parameter.Name, parameter.Distribution, parameter.Distribution.ToInternal(value))); }
            catch (ArgumentException) { continue; } // the range that this trial asks for may be another
        }
        return new ParameterValues(assignments);
    }

    private void KeepProposal(Trial trial, ParameterValues proposal)
    {
        if (options.Space is not null || (options.Parallelism == 1 && IsDeterministic)) { return; }
        var json = "{" + string.Join(", ", proposal.Select(x => $"{PythonJson.Text(x.Name)}: {PythonJson.Number(x.InternalValue)}")) + "}";
        storage.SetUserAttribute(new TrialLease(trial.Id, trial.Attempt), ProposalAttribute, json);
        _proposals[trial.Number] = json;
    }

    private ParameterValues ProposalOf(Trial trial, SearchSpace space)
    {
        if (!_proposals.TryGetValue(trial.Number, out var json) && !trial.UserAttributes.TryGetValue(ProposalAttribute, out json)) { return trial.Parameters; }
        using var document = JsonDocument.Parse(json);
        var values = document.RootElement.EnumerateObject().Select(x => (Parameter: space.Find(x.Name), Value: x.Value.GetDouble()));
        return new ParameterValues(values.Where(x => x.Parameter is not null).Select(x => new ParameterAssignment(x.Parameter!.Name, x.Parameter.Distribution, x.Value)));
    }

    private void CheckCompatible(string name, ParameterDistribution distribution)
    {
        var known = _known.GetOrAdd(name, distribution);
        if (known.IsCompatibleWith(distribution)) { return; }
        throw new ArgumentException($"Parameter '{name}' of study '{study.Name}' was {known} in an earlier trial; it cannot become {distribution}: a parameter keeps its kind and its choices. Use another name.");
    }

    private void CheckAdded(Trial trial)
    {
        if (trial.Values.Count != study.Directions.Count) { throw new ArgumentException($"Trial {trial.Number} has {trial.Values.Count} objectives; study '{study.Name}' has {study.Directions.Count}."); }
        options.Space?.Bind(trial.Parameters.ToDictionary(x => x.Name, x => x.Value));
        foreach (var parameter in trial.Parameters) { CheckCompatible(parameter.Name, parameter.Distribution); }
    }

    private StudyException Taken(int number) => new($"{storage.Location}: another program took trial {number} of study '{study.Name}' while this one ran; stop it and open the study again.");
}
