using Hms.Tuning.Pruners;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Tuning.Running;

/// <summary>Runs the trials of a study: proposes, runs, records each event as it happens, resumes.</summary>
/// <remarks>
/// Deterministic: trial n learns from exactly the trials numbered below n − parallelism + 1, however fast each is, so the same seed gives the same study.
/// A trial that was running when its process died, or when the sweep was cancelled, is run again on resume under its number with its parameters.
/// </remarks>
public sealed class SweepRunner
{
    private readonly SweepOptions _options;
    private readonly IStudyStorage _storage;
    private readonly ITuner _tuner;
    private readonly IPruner _pruner;
    private readonly IMonitor? _monitor;

    /// <summary>Takes the parts.</summary>
    /// <param name="options">Study, space, budget.</param>
    /// <param name="storage">Where the study is kept; the caller disposes it.</param>
    /// <param name="tuner">Chooses parameters.</param>
    /// <param name="pruner">Stops hopeless trials.</param>
    /// <param name="monitor">Watches; null for none.</param>
    /// <exception cref="ArgumentException">The options are not sound; the message lists all errors.</exception>
    public SweepRunner(SweepOptions options, IStudyStorage storage, ITuner tuner, IPruner pruner, IMonitor? monitor = null)
    {
        var errors = options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options)); }
        (_options, _storage, _tuner, _pruner, _monitor) = (options, storage, tuner, pruner, monitor);
    }

    /// <summary>Runs until the study has its trials.</summary>
    /// <param name="runner">Runs one trial.</param>
    /// <param name="cancellationToken">Stops the sweep; running trials are left to be run again on resume.</param>
    /// <returns>All trials and the best.</returns>
    /// <exception cref="StudyException">The study exists and may not be resumed, was made with another identity, is being run elsewhere, or its storage fails.</exception>
    /// <exception cref="SweepFailedException">Too many trials failed one after the other, or none was completed.</exception>
    /// <exception cref="OperationCanceledException">The sweep was cancelled.</exception>
    public async Task<SweepResult> RunAsync(ITrialRunner runner, CancellationToken cancellationToken = default)
    {
        var study = OpenStudy();
        using var runLock = _storage.LockForRun(study.Id);
        string? failure;
        var monitor = new MonitorQueue(_monitor);
        await using (monitor)
        {
            var loop = new SweepLoop(_options, study, _storage, _tuner, _pruner, monitor, runner);
            failure = await loop.RunAsync(cancellationToken);
        }
        var trials = _storage.ReadTrials(study.Id);
        var result = new SweepResult(study, trials, Trial.Best(trials, study.Direction), monitor.Errors);
        failure ??= result.Best is null ? $"No trial of study '{study.Name}' was completed: {result.Count(TrialState.Fail)} failed, {result.Count(TrialState.Pruned)} were pruned.{LastFailure(trials)}" : null;
        return failure is null ? result : throw new SweepFailedException(failure, result);
    }

    private static string LastFailure(IReadOnlyList<Trial> trials) => trials.LastOrDefault(x => x.Failure is not null) is { Failure: { } failure } trial ? $" Trial {trial.Number}: {failure.Type}: {failure.Message}" : "";

    private Study OpenStudy()
    {
        var identity = _options.ToIdentity();
        if (_storage.FindStudy(identity.Name) is not { } study) { return _storage.CreateStudy(identity, [.. _options.FirstTrials.Select(x => _options.Space.Bind(x))]); }
        if (_options.ExistingStudy == ExistingStudy.Refuse) { throw new StudyException($"{_storage.Location}: study '{study.Name}' exists already; resume it or choose another name."); }
        if (study.Identity is null) { return Adopt(study, identity); }
        var differences = study.Identity.DifferencesTo(identity);
        return differences.Count == 0
            ? study
            : throw new StudyException($"{_storage.Location}: study '{study.Name}' cannot be resumed, it was made with something else: {string.Join("; ", differences)}. Bring the same, or choose another name.");
    }

    /// <summary>A study that Optuna made: its trials count where their parameters are of the same kind.</summary>
    private Study Adopt(Study study, StudyIdentity identity)
    {
        foreach (var parameter in _storage.ReadTrials(study.Id).SelectMany(x => x.Parameters))
        {
            if (identity.Space.Find(parameter.Name) is { } ours && !ours.Distribution.IsCompatibleWith(parameter.Distribution))
            {
                throw new StudyException($"{_storage.Location}: study '{study.Name}' has parameter '{parameter.Name}' as {parameter.Distribution}; here it is {ours.Distribution}. A parameter cannot change its kind or its choices.");
            }
        }
        return _storage.AdoptStudy(study.Id, identity);
    }
}
