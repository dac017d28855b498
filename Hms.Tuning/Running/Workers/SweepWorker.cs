using Hms.Tuning.Pruners;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Tuning.Running.Workers;

/// <summary>What one process of a pool does: begins trials of the study under the order rule, one at a time, until none is left. Workers talk to each other only through the storage.</summary>
/// <remarks>
/// The proposal for trial n depends only on trials that have ended and on parameters that are fixed, so it does not matter which worker makes it, and the atomic begin of a
/// number decides who runs it. A worker that has nothing to begin looks again at intervals, also while the last trials run elsewhere: should their process die, it takes them over.
/// One trial at a time, because libtorch's random state and thread count are process-wide. Workers may be started by hand too; but a <see cref="SweepRunner"/> or a pool that is
/// started on their study takes them for dead and their trials over (their results are then refused), so stop them first.
/// </remarks>
public sealed class SweepWorker
{
    private readonly SweepOptions _options;
    private readonly IStudyStorage _storage;
    private readonly ITuner _tuner;
    private readonly IPruner _pruner;
    private readonly WorkerAssignment _assignment;

    /// <summary>Takes the parts: the same in every worker of a study.</summary>
    /// <param name="options">Study, space, budget; <see cref="SweepOptions.Parallelism"/> is the number of workers. The study is made where it is missing, and resumed otherwise.</param>
    /// <param name="storage">This process's own connection to the store; the caller disposes it.</param>
    /// <param name="tuner">Chooses parameters.</param>
    /// <param name="pruner">Stops hopeless trials.</param>
    /// <param name="assignment">Name, deadline and lifeline; null: from the environment, see <see cref="WorkerAssignment.FromEnvironment"/>.</param>
    /// <exception cref="ArgumentException">The options are not sound, or nothing would end the sweep; the message lists all errors.</exception>
    public SweepWorker(SweepOptions options, IStudyStorage storage, ITuner tuner, IPruner pruner, WorkerAssignment? assignment = null)
    {
        options.ThrowIfInvalid(tuner);
        (_options, _storage, _tuner, _pruner) = (options with { ExistingStudy = ExistingStudy.Resume }, storage, tuner, pruner);
        _assignment = assignment ?? WorkerAssignment.FromEnvironment();
    }

    /// <summary>Watch this worker's trials; default none.</summary>
    public IReadOnlyList<IMonitor> Monitors { get; init; } = [];

    /// <summary>Stops single trials of this worker.</summary>
    public SweepControl Control { get; } = new();

    /// <summary>Why the worker found no work left; null before <see cref="RunAsync"/> has returned so.</summary>
    public SweepEnding? Ending { get; private set; }

    /// <summary>Runs trials until none is left.</summary>
    /// <param name="runner">Runs one trial.</param>
    /// <param name="cancellationToken">Stops the worker; a running trial is handed back without being charged an attempt.</param>
    /// <returns><see cref="WorkerExitCode.NoWorkLeft"/>, or <see cref="WorkerExitCode.HandedBack"/> when it was stopped or its storage failed on the way.</returns>
    /// <exception cref="StudyException">The study cannot be used: it was made with something else.</exception>
    public async Task<WorkerExitCode> RunAsync(ITrialRunner runner, CancellationToken cancellationToken)
    {
        var monitors = new MonitorHub(Monitors);
        await using (monitors)
        {
            var parts = Open(monitors);
            try
            {
                Ending = await new SweepLoop(parts, runner, slots: 1).RunAsync(ReclaimRule.Expired, cancellationToken);
                return WorkerExitCode.NoWorkLeft;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested) { return WorkerExitCode.HandedBack; }
            catch (StudyException exception)
            {
                monitors.Warn($"The storage failed; the worker stops and may be started again. {exception.Message}");
                return WorkerExitCode.HandedBack;
            }
        }
    }

    private SweepParts Open(MonitorHub monitors)
    {
        var opener = new StudyOpener(_options, _storage);
        Study study;
        try { study = opener.Open(); }
        catch (StudyException) when (_storage.FindStudy(_options.StudyName)?.Identity is not null) { study = opener.Open(); } // another worker made it in between
        return new SweepParts
        {
            Options = _options,
            Study = study,
            Storage = _storage,
            Tuner = _tuner,
            Pruner = _pruner,
            Monitors = monitors,
            Control = Control,
            Owner = _assignment.Name,
            WarmTrials = opener.AgreeOnProposals(study, monitors),
            Deadline = _assignment.Deadline ?? _options.Clock.GetUtcNow() + _options.TimeBudget,
            FirstOfRun = _assignment.FirstTrial,
        };
    }
}
