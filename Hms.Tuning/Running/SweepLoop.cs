using Hms.Tuning.Numerics;
using Hms.Tuning.Pruners;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Tuning.Running;

/// <summary>One run of a sweep: which trial is next, what it may see, how it ends.</summary>
internal sealed class SweepLoop(SweepOptions options, Study study, IStudyStorage storage, ITuner tuner, IPruner pruner, MonitorQueue monitor, ITrialRunner runner)
{
    private readonly LeaseTerms _terms = new($"{Environment.MachineName}-{Environment.ProcessId}", LeaseTerms.DefaultDuration);
    private readonly List<Trial> _trials = [];
    private readonly Dictionary<int, Task<Trial>> _running = [];
    private int _next;
    private int _firstOfThisRun;
    private string? _failure;
    private Trial? _best;

    /// <summary>Runs all trials; the result says why the sweep stopped early, null when it did not.</summary>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        ReadNewTrials();
        _best = Trial.Best(_trials, study.Direction);
        SkipFinished();
        _firstOfThisRun = _next;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                while (MayStart()) { StartNext(stop.Token); }
                if (_running.Count == 0) { return _failure; }
                await CollectOneAsync();
            }
        }
        catch
        {
            await stop.CancelAsync();
            await Task.WhenAll(_running.Values).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
    }

    private void ReadNewTrials()
    {
        foreach (var trial in storage.ReadTrials(study.Id, _trials.Count))
        {
            if (trial.Number != _trials.Count) { throw new StudyException($"{storage.Location}: study '{study.Name}' lacks trial {_trials.Count}; restore the file from a copy."); }
            _trials.Add(trial);
        }
    }

    private void SkipFinished()
    {
        while (_next < _trials.Count && _trials[_next].IsFinished) { _next++; }
    }

    private bool MayStart()
    {
        SkipFinished();
        if (_next >= options.Trials || _running.Count >= options.Parallelism) { return false; }
        if (_running.Count > 0 && _running.Keys.Min() <= _next - options.Parallelism) { return false; }
        _failure ??= TooManyFailures();
        return _failure is null;
    }

    /// <summary>Begins trial number <see cref="_next"/>: one that was left running, one that waits, or a new one.</summary>
    private void StartNext(CancellationToken cancellationToken)
    {
        if (_next == _trials.Count) { ReadNewTrials(); }
        var history = _trials.GetRange(0, Math.Max(0, Math.Min(_next - options.Parallelism + 1, _trials.Count)));
        var begun = _next == _trials.Count ? StartNew(history) : StartKnown(_trials[_next], history);
        if (begun is null)
        {
            if (_next < _trials.Count) { throw new StudyException($"{storage.Location}: another program took trial {_next} of study '{study.Name}' while this sweep ran; stop it and resume."); }
            return;
        }
        if (begun.Number == _trials.Count) { _trials.Add(begun); } else { _trials[begun.Number] = begun; }
        _next++;
        if (!begun.IsFinished) { _running.Add(begun.Number, RunTrialAsync(begun, history, cancellationToken)); }
    }

    private Trial? StartNew(List<Trial> history) => storage.TryStartTrial(study.Id, _next, Propose(history, ParameterValues.Empty), _terms);

    private Trial? StartKnown(Trial trial, List<Trial> history)
    {
        if (trial.State == TrialState.Running) { return storage.TryReclaimTrial(new TrialLease(trial.Id, trial.Attempt), ReclaimRule.HolderGone, _terms); }
        try { return storage.TryClaimTrial(trial.Id, Propose(history, options.Space.Bind(trial.FixedParameters)), _terms); }
        catch (ArgumentException exception)
        {
            var claimed = storage.TryClaimTrial(trial.Id, ParameterValues.Empty, _terms);
            return claimed is null ? null : storage.FinishTrial(new TrialLease(claimed.Id, claimed.Attempt), new TrialOutcome(TrialState.Fail, [], TrialFailure.Of(exception)));
        }
    }

    private ParameterValues Propose(List<Trial> history, ParameterValues decided) => tuner.Propose(new TuningContext
    {
        Space = options.Space,
        Directions = options.Directions,
        Seed = options.Seed,
        TrialNumber = _next,
        History = history,
        Pending = _trials.GetRange(history.Count, _next - history.Count),
        Fixed = decided,
    });

    private async Task<Trial> RunTrialAsync(Trial trial, List<Trial> history, CancellationToken cancellationToken)
    {
        var settings = new TrialSettings
        {
            TrialId = trial.Number,
            Parameters = trial.Parameters,
            Seed = TrialSettings.SeedOf(options.Seed, trial.Number),
            Attempt = trial.Attempt,
            StartedAtUtc = trial.StartedAt!.Value,
        };
        var lease = new TrialLease(trial.Id, trial.Attempt);
        var reporter = new TrialReporter(options, storage, pruner, monitor, settings, lease, history);
        monitor.Send(x => x.ReportRunningTrial(settings));
        TrialOutcome outcome;
        try
        {
            var result = await Task.Run(() => runner.RunAsync(settings, reporter, cancellationToken), CancellationToken.None);
            outcome = Outcome(result, reporter);
        }
        catch (Exception) when (reporter.StorageFailure is not null) { throw reporter.StorageFailure; }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested) { throw new OperationCanceledException($"Trial {trial.Number} was stopped; it is run again on resume.", exception, cancellationToken); }
        catch (Exception exception) { outcome = new TrialOutcome(TrialState.Fail, [], TrialFailure.Of(exception)); }
        return storage.FinishTrial(lease, outcome);
    }

    private static TrialOutcome Outcome(TrialResult result, TrialReporter reporter)
    {
        if (reporter.StorageFailure is not null) { throw reporter.StorageFailure; }
        if (result.State == TrialState.Pruned) { return new TrialOutcome(TrialState.Pruned, reporter.LastValue is { } last ? [last] : []); }
        if (result.Values.Any(double.IsNaN)) { throw new NotFiniteNumberException("The objective is NaN; check the learning rate and the data.", double.NaN); }
        return new TrialOutcome(TrialState.Complete, result.Values) { Constraints = result.Constraints };
    }

    private async Task CollectOneAsync()
    {
        await Task.WhenAny(_running.Values);
        foreach (var number in _running.Where(x => x.Value.IsCompleted).Select(x => x.Key).Order().ToList())
        {
            var trial = await _running[number];
            _running.Remove(number);
            _trials[number] = trial;
            Announce(trial);
        }
    }

    private void Announce(Trial trial)
    {
        if (trial.State == TrialState.Fail)
        {
            monitor.Send(x => x.ReportFailTrial(trial));
            return;
        }
        monitor.Send(x => x.ReportCompletedTrial(trial));
        if (trial.State != TrialState.Complete || !ReferenceEquals(Trial.Best(_best is null ? [trial] : [_best, trial], study.Direction), trial)) { return; }
        _best = trial;
        monitor.Send(x => x.ReportBestTrial(trial));
    }

    /// <summary>Counts only trials of this run, so that a resumed sweep gets a new chance, and only those that the next trial sees.</summary>
    private string? TooManyFailures()
    {
        var finished = _trials.GetRange(_firstOfThisRun, Math.Max(0, _next - options.Parallelism + 1 - _firstOfThisRun));
        var failures = finished.AsEnumerable().Reverse().TakeWhile(x => x.State == TrialState.Fail).Count();
        if (failures < options.MaximumConsecutiveFailures) { return null; }
        var last = finished[^1].Failure;
        return $"The last {failures} trials of study '{study.Name}' failed; the sweep was stopped. Trial {finished[^1].Number}: {last?.Type}: {last?.Message}";
    }
}
