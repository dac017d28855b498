using Hms.Tuning.Running;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;

namespace Hms.Tuning.Studies;

/// <summary>A study to be asked and told, or to run an objective whose parameters need not be declared (define-by-run).</summary>
/// <remarks>
/// The space of a define-by-run study is read off its trials: parameters that always occur together form a group, and the tuner proposes for every group known.
/// Deterministic by default: trial n learns from exactly the trials numbered below n − parallelism + 1, so the same seed and objective give the same study, sequential,
/// parallel or resumed. Safe for several threads.
/// </remarks>
public sealed partial class TuningStudy : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TuningStudyOptions _options;
    private readonly IStudyStorage _storage;
    private readonly Study _study;
    private readonly IDisposable? _runLock;
    private readonly AskedLeases _leases;
    private readonly TrialQueue _queue;

    private TuningStudy(TuningStudyOptions options, IStudyStorage storage, Study study)
    {
        (_options, _storage, _study) = (options, storage, study);
        _runLock = options.Order == SweepOrder.Deterministic ? storage.LockForRun(study.Id) : null;
        _leases = new AskedLeases(storage, options.Clock);
        _queue = new TrialQueue(options, storage, study);
    }

    /// <summary>Name of the study.</summary>
    public string Name => _study.Name;

    /// <summary>Which values are better, one entry for each objective.</summary>
    public IReadOnlyList<StudyDirection> Directions => _study.Directions;

    /// <summary>All trials as they stand, by number.</summary>
    public IReadOnlyList<Trial> Trials => _storage.ReadTrials(_study.Id);

    /// <summary>What the pruner warned of since the study was opened, for example that it would prune every trial; each text once.</summary>
    public IReadOnlyList<string> Warnings => _queue.Warnings;

    /// <summary>The best complete trial of a study with one objective, a feasible one before any other.</summary>
    /// <exception cref="InvalidOperationException">No trial is complete, or the study has several objectives.</exception>
    public Trial BestTrial
    {
        get
        {
            if (Directions.Count > 1) { throw new InvalidOperationException($"Study '{Name}' has {Directions.Count} objectives, so no single best trial; use {nameof(BestTrials)}."); }
            var trials = Trials;
            return Trial.Best(trials, Directions[0]) ?? throw new InvalidOperationException(NothingComplete(trials));
        }
    }

    /// <summary>Value of <see cref="BestTrial"/>.</summary>
    /// <exception cref="InvalidOperationException">No trial is complete, or the study has several objectives.</exception>
    public double BestValue => BestTrial.Value!.Value;

    /// <summary>Parameters of <see cref="BestTrial"/>.</summary>
    /// <exception cref="InvalidOperationException">No trial is complete, or the study has several objectives.</exception>
    public ParameterValues BestParameters => BestTrial.Parameters;

    /// <summary>The complete trials that no other dominates (the Pareto front), by number; those with the least violation of the constraints where none is feasible. Empty when none is complete.</summary>
    public IReadOnlyList<Trial> BestTrials => Running.BestTrials.Of(Trials, Directions).Front;

    /// <summary>Makes a study, or goes on with one, as <see cref="TuningStudyOptions.ExistingStudy"/> says.</summary>
    /// <param name="options">Null for the defaults: one objective, minimised, in memory.</param>
    /// <exception cref="ArgumentException">The options are not sound; the message lists all errors.</exception>
    /// <exception cref="StudyException">The study exists and may not be resumed, was made with another identity or other fixed parameters, or is being run elsewhere.</exception>
    public static TuningStudy Create(TuningStudyOptions? options = null)
    {
        options ??= new TuningStudyOptions();
        var errors = options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options)); }
        var storage = options.Storage ?? new InMemoryStudyStorage();
        var identity = options.ToIdentity();
        if (storage.FindStudy(identity.Name) is not { } study) { return Open(options, storage, storage.CreateStudy(identity)); }
        if (options.ExistingStudy == ExistingStudy.Refuse) { throw StorageRules.Exists(storage.Location, study.Name); }
        if (study.Identity is null) { return Open(options, storage, storage.AdoptStudy(study.Id, identity)); }
        var differences = study.Identity.DifferencesTo(identity);
        return differences.Count == 0
            ? Open(options, storage, study)
            : throw new StudyException($"{storage.Location}: study '{study.Name}' cannot be resumed, it was made with something else: {string.Join("; ", differences)}. Bring the same, or choose another name.");
    }

    /// <summary>Goes on with a study under the seed, directions, parallelism, order and space that it was made with.</summary>
    /// <param name="storage">Where it is; the caller disposes it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="options">Tuner, pruner and the like; null for the defaults. What belongs to the identity is taken from the study.</param>
    /// <exception cref="StudyException">There is no such study, another program made it (then use <see cref="Create"/> with <see cref="ExistingStudy.Resume"/>), or it is being run elsewhere.</exception>
    public static TuningStudy Load(IStudyStorage storage, string name, TuningStudyOptions? options = null)
    {
        var study = storage.FindStudy(name) ?? throw new StudyException($"{storage.Location}: there is no study '{name}'; there are {string.Join(", ", storage.ReadStudies().Select(x => x.Name).DefaultIfEmpty("none"))}.");
        var identity = study.Identity ?? throw new StudyException($"{storage.Location}: study '{name}' was made by another program, so its seed is not known; create it with {nameof(ExistingStudy)}.{nameof(ExistingStudy.Resume)} and a seed.");
        return Create((options ?? new TuningStudyOptions()) with
        {
            Name = name,
            Storage = storage,
            ExistingStudy = ExistingStudy.Resume,
            Directions = identity.Directions,
            Seed = identity.Seed,
            Parallelism = identity.Parallelism,
            Order = identity.Order,
            Space = identity.Space.Parameters.Count == 0 ? null : identity.Space,
            ConfigurationHash = identity.ConfigurationHash,
        });
    }

    /// <summary>Begins the next trial: one that a process left behind, one that waits in the queue, or a new one.</summary>
    /// <exception cref="InvalidOperationException">The order is deterministic and a trial to learn from is not told yet, or the tuner is finite (<see cref="Tuners.IFiniteTuner"/>) and has proposed all.</exception>
    /// <exception cref="StudyException">The storage fails, or another program runs trials of this study.</exception>
    public TuningTrial Ask() => TryAsk(int.MaxValue, out var waitsFor)
        ?? throw new InvalidOperationException(waitsFor is null
            ? $"The tuner of study '{Name}' has proposed all that there is to try, so no trial is left; enqueue one, or choose a tuner without an end."
            : $"The next trial of study '{Name}' learns from trial {waitsFor}, which is still running: tell it first, or make the study with a higher parallelism (now {_options.Parallelism}) or with order {nameof(SweepOrder.Eager)}.");

    /// <summary>Ends a trial with its objectives. NaN makes it a failed trial.</summary>
    /// <param name="trial">What <see cref="Ask"/> gave.</param>
    /// <param name="values">One value for each objective.</param>
    /// <returns>The finished trial.</returns>
    /// <exception cref="ArgumentException">The number of values is not the study's.</exception>
    /// <exception cref="StudyException">The trial is told already, or belongs to another process by now.</exception>
    public Trial Tell(TuningTrial trial, params IReadOnlyList<double> values)
    {
        if (values.Count != Directions.Count) { throw new ArgumentException($"Trial {trial.Number} was told {values.Count} values; study '{Name}' has {Directions.Count} objectives.", nameof(values)); }
        return values.Any(double.IsNaN)
            ? TellFailed(trial, new NotFiniteNumberException("The objective is NaN; check the learning rate and the data.", double.NaN))
            : Finish(trial, new TrialOutcome(TrialState.Complete, values) { Constraints = trial.Constraints });
    }

    /// <summary>Ends a trial as pruned; its last report is kept as its value.</summary>
    /// <param name="trial">What <see cref="Ask"/> gave.</param>
    /// <returns>The finished trial.</returns>
    /// <exception cref="StudyException">The trial is told already, or belongs to another process by now.</exception>
    public Trial TellPruned(TuningTrial trial) => Finish(trial, new TrialOutcome(TrialState.Pruned, trial.LastValues) { Constraints = trial.Constraints });

    /// <summary>Ends a trial as failed.</summary>
    /// <param name="trial">What <see cref="Ask"/> gave.</param>
    /// <param name="reason">Why.</param>
    /// <returns>The finished trial.</returns>
    /// <exception cref="StudyException">The trial is told already, or belongs to another process by now.</exception>
    public Trial TellFailed(TuningTrial trial, Exception reason) => Finish(trial, new TrialOutcome(TrialState.Fail, [], TrialFailure.Of(reason)));

    /// <summary>Puts a trial with decided values into the queue; parameters that are not named are chosen by the tuner.</summary>
    /// <param name="values">External values by name.</param>
    /// <exception cref="ArgumentException">The study declares its space, and a name is unknown or a value outside.</exception>
    public Trial EnqueueTrial(IReadOnlyDictionary<string, object?> values)
    {
        var decided = _options.Bind(values);
        lock (_gate) { return _storage.EnqueueTrial(_study.Id, decided); }
    }

    /// <summary>Puts a trial with decided values into the queue; parameters that are not named are chosen by the tuner.</summary>
    /// <param name="values">Names and external values.</param>
    /// <exception cref="ArgumentException">The study declares its space, and a name is unknown or a value outside.</exception>
    public Trial EnqueueTrial(params IReadOnlyList<(string Name, object? Value)> values) => EnqueueTrial(values.ToDictionary(x => x.Name, x => x.Value, StringComparer.Ordinal));

    /// <summary>Takes over the complete trials of an earlier study, so that this one begins with what they showed. They count as trials of this study.</summary>
    /// <param name="earlier">Trials; those that are not complete are left out.</param>
    /// <returns>How many were taken over.</returns>
    /// <exception cref="ArgumentException">A trial has another number of objectives, or a parameter of another kind.</exception>
    /// <exception cref="InvalidOperationException">A trial of this study is running or waiting.</exception>
    public int AddTrials(IEnumerable<Trial> earlier)
    {
        lock (_gate) { return _queue.Add(earlier.Where(x => x.State == TrialState.Complete)); }
    }

    /// <summary>Frees the study for other processes. Trials that run are begun again when the study is opened next.</summary>
    public void Dispose()
    {
        _leases.Dispose();
        _runLock?.Dispose();
    }

    /// <summary>Opens the study under its lock, then records the fixed parameters or checks them against the record.</summary>
    private static TuningStudy Open(TuningStudyOptions options, IStudyStorage storage, Study study)
    {
        var opened = new TuningStudy(options, storage, study);
        try
        {
            var fixedParameters = StorageRules.FixedParametersJson(options.BindFixed());
            StudyOpener.Agree(storage, study, storage.ReadStudyAttributes(study.Id), StudyOpener.FixedParametersAttribute, fixedParameters, "{}", "fixed parameters");
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private static string LastFailure(IEnumerable<Trial> trials) => trials.LastOrDefault(x => x.Failure is not null) is { Failure: { } failure } trial ? $" Trial {trial.Number}: {failure.Type}: {failure.Message}" : "";

    private string NothingComplete(IReadOnlyList<Trial> trials) =>
        $"No trial of study '{Name}' was completed: {trials.Count(x => x.State == TrialState.Fail)} failed, {trials.Count(x => x.State == TrialState.Pruned)} were pruned.{LastFailure(trials)}";

    private TuningTrial? TryAsk(int limit, out int? waitsFor)
    {
        lock (_gate)
        {
            if (_queue.TryStart(limit, out waitsFor) is not { } start) { return null; }
            var trial = new TuningTrial(_options, _storage, start);
            _leases.Add(trial);
            return trial;
        }
    }

    private Trial Finish(TuningTrial trial, TrialOutcome outcome)
    {
        var finished = _storage.FinishTrial(trial.Lease, outcome);
        Release(trial);
        return finished;
    }

    /// <summary>Gives an attempt up: the trial is begun again, now (after a failure) or by whoever opens the study next.</summary>
    private void Return(TuningTrial trial, TrialFailure? failure)
    {
        _storage.ReturnTrial(trial.Lease, failure);
        Release(trial);
    }

    private void Release(TuningTrial trial)
    {
        _leases.Remove(trial);
        lock (_gate) { _queue.Release(trial.Number); }
    }
}
