using System.Diagnostics;
using Hms.Tuning.Pruners;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Tuning.Running.Workers;

/// <summary>Runs a study with several worker processes on this machine: starts them, gives each its threads and accelerator, starts crashed ones again, stops them in order.</summary>
/// <remarks>
/// The parent runs no trial and speaks no protocol: each worker opens the store itself and runs a <see cref="SweepWorker"/>. The parent only makes things quicker and tidier:
/// trials of a worker that died are given up at once, with its exit code, instead of when their leases run out. Should the parent die, its workers see their standard input end
/// and hand their trials back; the study goes on when the sweep is started again. Workers = <see cref="SweepOptions.Parallelism"/>.
/// </remarks>
public sealed class WorkerPool
{
    private readonly SweepOptions _options;
    private readonly IStudyStorage _storage;
    private readonly ITuner _tuner;
    private readonly Func<int, ProcessStartInfo> _start;
    private readonly WorkerPoolOptions _poolOptions;
    private readonly PoolProcesses _processes = new();

    /// <summary>Takes the parts.</summary>
    /// <param name="options">The same as the workers'.</param>
    /// <param name="storage">The parent's own connection to the store; the caller disposes it.</param>
    /// <param name="tuner">The same as the workers'; asked here only whether it has more proposals.</param>
    /// <param name="start">How to start the worker of a slot (0 to parallelism − 1): program and arguments; called again for each restart. The pool adds the variables of <see cref="WorkerAssignment"/> and takes its standard input.</param>
    /// <param name="poolOptions">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The options are not sound; the message lists all errors.</exception>
    public WorkerPool(SweepOptions options, IStudyStorage storage, ITuner tuner, Func<int, ProcessStartInfo> start, WorkerPoolOptions? poolOptions = null)
    {
        options.ThrowIfInvalid(tuner);
        (_options, _storage, _tuner, _start, _poolOptions) = (options, storage, tuner, start, poolOptions ?? new WorkerPoolOptions());
        var errors = _poolOptions.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(poolOptions)); }
    }

    /// <summary>Watch the pool: how trials end, and warnings (a worker crashed and is started again). Reports of running trials are seen by the workers' own monitors. Default none.</summary>
    public IReadOnlyList<IMonitor> Monitors { get; init; } = [];

    /// <summary>Process numbers of the workers that run now, by slot.</summary>
    public IReadOnlyDictionary<int, int> ProcessIds => _processes.Ids;

    /// <summary>Runs until the workers find no work left.</summary>
    /// <param name="cancellationToken">Stops the workers, which hand their trials back; for SIGTERM and Ctrl+C pass the token of <see cref="StopSignals"/>.</param>
    /// <returns>All trials, the best, and why the sweep ended.</returns>
    /// <exception cref="StudyException">The study cannot be used, a worker could not be configured, or one crashed too often.</exception>
    /// <exception cref="SweepFailedException">Too many trials failed one after the other, or none was completed.</exception>
    /// <exception cref="OperationCanceledException">The pool was stopped; all workers have ended.</exception>
    public async Task<SweepResult> RunAsync(CancellationToken cancellationToken = default)
    {
        var opener = new StudyOpener(_options, _storage);
        var study = opener.Open();
        using var runLock = _storage.LockForRun(study.Id);
        SweepResult result;
        var monitors = new MonitorHub(Monitors);
        await using (monitors)
        {
            var parts = Parts(study, monitors, opener.AgreeOnProposals(study, monitors));
            SweepConclusion.Begin(parts);
            var watch = new PoolWatch(parts);
            watch.ReturnAll();
            await RunWorkersAsync(parts with { FirstOfRun = watch.FirstOpen }, watch, cancellationToken);
            watch.Refresh();
            result = SweepConclusion.Conclude(parts, watch.Ending());
        }
        result = result with { MonitorErrors = monitors.Errors };
        SweepConclusion.ThrowIfUseless(result);
        return result;
    }

    private SweepParts Parts(Study study, MonitorHub monitors, IReadOnlyList<Trial> warmTrials) => new()
    {
        Options = _options,
        Study = study,
        Storage = _storage,
        Tuner = _tuner,
        Pruner = new NonePruner(),
        Monitors = monitors,
        Control = new SweepControl(),
        Owner = $"{Environment.MachineName}-{Environment.ProcessId}",
        WarmTrials = warmTrials,
        Deadline = _options.Clock.GetUtcNow() + _options.TimeBudget,
    };

    private async Task RunWorkersAsync(SweepParts parts, PoolWatch watch, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = watch.RunAsync(done.Token);
        var slots = Enumerable.Range(0, _options.Parallelism).Select(x => new PoolSlot(x, parts, _start, _poolOptions, _processes, watch)).ToList();
        try
        {
            await Task.WhenAll(slots.Select(async x =>
            {
                try { await x.RunAsync(stop.Token); }
                catch
                {
                    await stop.CancelAsync(); // the others hand their trials back
                    throw;
                }
            }));
        }
        finally
        {
            await done.CancelAsync();
            await watching;
        }
        cancellationToken.ThrowIfCancellationRequested();
    }
}
