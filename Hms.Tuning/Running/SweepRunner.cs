using Hms.Tuning.Pruners;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Tuning.Running;

/// <summary>Runs the trials of a study in this process: proposes, runs, records each event as it happens, resumes.</summary>
/// <remarks>
/// Deterministic order: trial n learns from exactly the trials numbered below n − parallelism + 1, however fast each is, so the same seed gives the same study; eager order:
/// from all that have finished when it begins. A trial that was running when its process died, or when the sweep was cancelled, is run again on resume under its number with its
/// parameters and seed. A trial that another program runs in the same study (Optuna) is neither waited for nor taken over; tuners see it as under way.
/// For several processes on one machine see <see cref="Workers.WorkerPool"/>.
/// </remarks>
public sealed class SweepRunner
{
    private readonly SweepOptions _options;
    private readonly IStudyStorage _storage;
    private readonly ITuner _tuner;
    private readonly IPruner _pruner;
    private readonly IReadOnlyList<IMonitor> _monitors;

    /// <summary>Takes the parts.</summary>
    /// <param name="options">Study, space, budget.</param>
    /// <param name="storage">Where the study is kept; the caller disposes it.</param>
    /// <param name="tuner">Chooses parameters.</param>
    /// <param name="pruner">Stops hopeless trials.</param>
    /// <param name="monitor">Watches; null for none.</param>
    /// <exception cref="ArgumentException">The options are not sound, or nothing would end the sweep; the message lists all errors.</exception>
    public SweepRunner(SweepOptions options, IStudyStorage storage, ITuner tuner, IPruner pruner, IMonitor? monitor = null)
        : this(options, storage, tuner, pruner, monitor is null ? [] : new[] { monitor }) { }

    /// <summary>Takes the parts, with several monitors.</summary>
    /// <param name="options">Study, space, budget.</param>
    /// <param name="storage">Where the study is kept; the caller disposes it.</param>
    /// <param name="tuner">Chooses parameters.</param>
    /// <param name="pruner">Stops hopeless trials.</param>
    /// <param name="monitors">Watch; each has a queue of its own, so that a slow one delays no other.</param>
    /// <exception cref="ArgumentException">The options are not sound, or nothing would end the sweep; the message lists all errors.</exception>
    public SweepRunner(SweepOptions options, IStudyStorage storage, ITuner tuner, IPruner pruner, IReadOnlyList<IMonitor> monitors)
    {
        options.ThrowIfInvalid(tuner);
        (_options, _storage, _tuner, _pruner, _monitors) = (options, storage, tuner, pruner, monitors);
    }

    /// <summary>Stops single trials while the sweep runs.</summary>
    public SweepControl Control { get; } = new();

    /// <summary>Runs until a budget is used up, a terminator says so, or the tuner has no more proposals.</summary>
    /// <param name="runner">Runs one trial.</param>
    /// <param name="cancellationToken">Stops the sweep; running trials are handed back, to be run again on resume.</param>
    /// <returns>All trials, the best, and why the sweep ended.</returns>
    /// <exception cref="StudyException">The study exists and may not be resumed, was made with something else, is being run elsewhere, or its storage fails.</exception>
    /// <exception cref="SweepFailedException">Too many trials failed one after the other, or none was completed.</exception>
    /// <exception cref="OperationCanceledException">The sweep was cancelled.</exception>
    public async Task<SweepResult> RunAsync(ITrialRunner runner, CancellationToken cancellationToken = default)
    {
        var opener = new StudyOpener(_options, _storage);
        var study = opener.Open();
        using var runLock = _storage.LockForRun(study.Id);
        SweepResult result;
        var monitors = new MonitorHub(_monitors);
        await using (monitors)
        {
            var parts = new SweepParts
            {
                Options = _options,
                Study = study,
                Storage = _storage,
                Tuner = _tuner,
                Pruner = _pruner,
                Monitors = monitors,
                Control = Control,
                Owner = $"{Environment.MachineName}-{Environment.ProcessId}",
                WarmTrials = opener.AgreeOnProposals(study, monitors),
                Deadline = _options.Clock.GetUtcNow() + _options.TimeBudget,
            };
            SweepConclusion.Begin(parts);
            var ending = await new SweepLoop(parts, runner, _options.Parallelism).RunAsync(ReclaimRule.HolderGone, cancellationToken);
            result = SweepConclusion.Conclude(parts, ending);
        }
        result = result with { MonitorErrors = monitors.Errors };
        SweepConclusion.ThrowIfUseless(result);
        return result;
    }
}
