using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;

namespace Hms.Tests.Tuning.Running.Workers;

/// <summary>A worker whose every step (begin a trial, report, end it, die) is taken when the test says so: any interleaving of workers can be played without threads.</summary>
internal sealed class SimulatedWorker
{
    private readonly SweepParts _parts;
    private readonly TrialStarter _starter;
    private readonly Func<Trial, int, double> _report;
    private readonly int _epochs;
    private (Trial Trial, HeldLease Held, TrialReporter Reporter)? _running;
    private int _epoch;

    public SimulatedWorker(SweepParts parts, int epochs, Func<Trial, int, double> report)
    {
        (_parts, _epochs, _report) = (parts, epochs, report);
        var history = new StudyHistory(parts.Storage, parts.Study, parts.Options);
        _starter = new TrialStarter(parts, history, new SweepLimits(parts.Options, parts.Study, null, 0), new SleepWatch(parts.Options));
    }

    public bool IsRunning => _running is not null;

    /// <summary>Set when there was nothing left to begin.</summary>
    public SweepEnding? Ending { get; private set; }

    public TrialLease? Lease => _running?.Held.Lease;

    /// <summary>One event of this worker.</summary>
    public void Step()
    {
        if (_running is not var (trial, held, reporter)) { Begin(); }
        else if (_epoch == _epochs) { Finish(held, new TrialOutcome(TrialState.Complete, [_report(trial, _epochs)])); }
        else if (reporter.Report(_epoch, [_report(trial, _epoch++)]) == PruningDecision.Prune) { Finish(held, new TrialOutcome(TrialState.Pruned, reporter.LastValues)); }
    }

    /// <summary>The heartbeat of a live worker.</summary>
    public void Beat()
    {
        if (_running is var (_, held, _)) { Assert.Equal(LeaseState.Held, _parts.Storage.RenewLease(held.Lease, _parts.Options.LeaseDuration)); }
    }

    private void Begin()
    {
        var step = _starter.Next(_ => false);
        Ending = step.Ending;
        if (step.Trial is not { IsFinished: false } trial) { return; }
        var held = new HeldLease(trial);
        var settings = new TrialSettings { TrialId = trial.Number, Parameters = trial.Parameters, Seed = 1, Attempt = trial.Attempt, StartedAtUtc = trial.StartedAt!.Value };
        _running = (trial, held, new TrialReporter(_parts, settings, held, step.History));
        _epoch = 0;
    }

    private void Finish(HeldLease held, TrialOutcome outcome)
    {
        _parts.Storage.FinishTrial(held.Lease, outcome);
        _running = null;
    }
}
