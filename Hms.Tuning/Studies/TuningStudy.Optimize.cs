using System.Text.Json.Nodes;
using Hms.Tuning.Running;
using Hms.Tuning.Storage;

namespace Hms.Tuning.Studies;

public sealed partial class TuningStudy
{
    /// <summary>Runs an objective, one trial after the other, until the study has its trials or a finite tuner has proposed all. Its order of learning is that of the declared parallelism all the same.</summary>
    /// <remarks>
    /// In eager order it returns when there is no trial left to begin, while other processes may still run theirs. The trial of one that died is begun again once its lease has run
    /// out (<see cref="LeaseTerms.DefaultDuration"/> after its last heartbeat): by a process that still has trials to begin, or by the next call. A trial that another process took
    /// over meanwhile is its own; the result of the old attempt is dropped.
    /// </remarks>
    /// <param name="objective">Asks the trial for parameters and returns the value; <see cref="TrialPrunedException"/> prunes the trial, any other exception fails it.</param>
    /// <param name="trials">Trials of the study in all, those of earlier runs included: running the same program again goes on to the same end.</param>
    /// <param name="timeout">Time after which no trial is begun; null for none. A study with a timeout cannot be repeated, which is recorded as its attribute <c>hms:not_repeatable</c>.</param>
    /// <param name="cancellationToken">Stops the study; an objective that throws then is run again when the study is opened next.</param>
    /// <exception cref="StudyException">Too many trials failed one after the other, none was completed in the whole study, or the storage fails.</exception>
    /// <exception cref="OperationCanceledException">The study was cancelled.</exception>
    public void Optimize(Func<TuningTrial, double> objective, int trials, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        Optimize(x => (IReadOnlyList<double>)[objective(x)], trials, timeout, cancellationToken);

    /// <inheritdoc cref="Optimize(Func{TuningTrial, double}, int, TimeSpan?, CancellationToken)" />
    public void Optimize(Func<TuningTrial, IReadOnlyList<double>> objective, int trials, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var run = Begin(trials, timeout);
        while (GoesOn(run, cancellationToken) && TryAsk(run.Trials, out _) is { } trial)
        {
            IReadOnlyList<double> values;
            try { values = objective(trial); }
            catch (Exception exception)
            {
                if (!SettleOrDrop(trial, exception, cancellationToken)) { throw; }
                continue;
            }
            TellOrReturn(trial, values);
        }
        End(run);
    }

    /// <summary>Runs an objective, as many trials at a time as the study's parallelism, until the study has its trials. The same study as <see cref="Optimize(Func{TuningTrial, double}, int, TimeSpan?, CancellationToken)"/> gives.</summary>
    /// <param name="objective">Asks the trial for parameters and returns the value. The token is cancelled with the study and when a stop of this trial is asked for.</param>
    /// <param name="trials">Trials of the study in all, those of earlier runs included.</param>
    /// <param name="timeout">Time after which no trial is begun; null for none. A study with a timeout cannot be repeated, which is recorded as its attribute <c>hms:not_repeatable</c>.</param>
    /// <param name="cancellationToken">Stops the study; running trials are run again when the study is opened next.</param>
    /// <exception cref="StudyException">Too many trials failed one after the other, none was completed in the whole study, or the storage fails.</exception>
    /// <exception cref="OperationCanceledException">The study was cancelled.</exception>
    public Task OptimizeAsync(Func<TuningTrial, CancellationToken, Task<double>> objective, int trials, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        OptimizeAsync(async (trial, token) => (IReadOnlyList<double>)[await objective(trial, token)], trials, timeout, cancellationToken);

    /// <inheritdoc cref="OptimizeAsync(Func{TuningTrial, CancellationToken, Task{double}}, int, TimeSpan?, CancellationToken)" />
    public async Task OptimizeAsync(Func<TuningTrial, CancellationToken, Task<IReadOnlyList<double>>> objective, int trials, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var run = Begin(trials, timeout);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task>();
        try
        {
            while (true)
            {
                while (running.Count < _options.Parallelism && GoesOn(run, cancellationToken) && TryAsk(run.Trials, out _) is { } trial) { running.Add(RunAsync(trial, objective, stop.Token)); }
                if (running.Count == 0) { break; }
                var finished = await Task.WhenAny(running);
                running.Remove(finished);
                await finished;
            }
        }
        catch
        {
            await stop.CancelAsync();
            await Task.WhenAll(running).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
        End(run);
    }

    private async Task RunAsync(TuningTrial trial, Func<TuningTrial, CancellationToken, Task<IReadOnlyList<double>>> objective, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, trial.StopToken);
        IReadOnlyList<double> values;
        try { values = await Task.Run(() => objective(trial, either.Token), CancellationToken.None); }
        catch (Exception exception)
        {
            if (!SettleOrDrop(trial, exception, cancellationToken)) { throw; }
            return;
        }
        TellOrReturn(trial, values);
    }

    private OptimizeRun Begin(int trials, TimeSpan? timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        if (timeout is { } limit)
        {
            var reason = new JsonArray($"There was a timeout of {limit}: how many trials fit depends on the machine.");
            _storage.SetStudyAttribute(_study.Id, SweepConclusion.NotRepeatableAttribute, reason.ToJsonString());
        }
        var now = _options.Clock.GetUtcNow();
        lock (_gate) { return new OptimizeRun(trials, _queue.FirstOpen(), timeout < DateTimeOffset.MaxValue - now ? now + timeout.Value : DateTimeOffset.MaxValue); }
    }

    private bool GoesOn(OptimizeRun run, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_options.Clock.GetUtcNow() >= run.Deadline) { return false; }
        IReadOnlyList<Trial> seen;
        lock (_gate) { seen = _queue.Visible(run.FirstTrial); }
        var failures = seen.Reverse().TakeWhile(x => x.State == TrialState.Fail).Count();
        return failures < _options.MaximumConsecutiveFailures
            ? true
            : throw new StudyException($"The last {failures} trials of study '{Name}' failed; it was stopped.{LastFailure(seen)}");
    }

    /// <summary>As <see cref="Settle"/>; what became of a trial that another process has by now is not ours to say.</summary>
    private bool SettleOrDrop(TuningTrial trial, Exception exception, CancellationToken cancellationToken)
    {
        try { return Settle(trial, exception, cancellationToken); }
        catch (StudyException) when (IsLost(trial))
        {
            Release(trial);
            return true;
        }
    }

    /// <summary>Ends a trial whose objective threw; false when the exception belongs to the caller.</summary>
    private bool Settle(TuningTrial trial, Exception exception, CancellationToken cancellationToken)
    {
        if (trial.StorageFailure is not null)
        {
            Release(trial);
            return IsLost(trial); // another process has the trial: not ours to end
        }
        if (exception is TrialPrunedException || (exception is OperationCanceledException && trial.StopToken.IsCancellationRequested && !cancellationToken.IsCancellationRequested))
        {
            TellPruned(trial);
            return true;
        }
        if (cancellationToken.IsCancellationRequested)
        {
            Return(trial, AttemptRules.HandedBack);
            throw new OperationCanceledException($"Study '{Name}' was stopped; trial {trial.Number} is run again when it is opened next.", exception, cancellationToken);
        }
        if (_options.Retries > 0 && AttemptRules.Thrown(_storage.ReadAttempts(trial.Lease.TrialId)) < _options.Retries) { Return(trial, TrialFailure.Of(exception)); }
        else { TellFailed(trial, exception); }
        return true;
    }

    private void TellOrReturn(TuningTrial trial, IReadOnlyList<double> values)
    {
        try { Tell(trial, values); }
        catch (ArgumentException)
        {
            Return(trial, AttemptRules.HandedBack);
            throw;
        }
        catch (StudyException) when (IsLost(trial)) { Release(trial); } // the result belongs to an attempt that no longer counts
    }

    /// <summary>Whether the trial has ended, was begun again by another process or was handed back, so that this attempt may no longer write.</summary>
    private bool IsLost(TuningTrial trial)
    {
        var now = _storage.ReadTrial(trial.Lease.TrialId);
        return now.State != TrialState.Running || now.Attempt != trial.Attempt || _storage.ReadAttempts(now.Id).Any(x => x.Attempt == trial.Attempt);
    }

    private void End(OptimizeRun run)
    {
        var trials = Trials;
        if (trials.All(x => x.State != TrialState.Complete)) { throw new StudyException(NothingComplete(trials) + (_options.Clock.GetUtcNow() >= run.Deadline ? " The time was up." : "")); }
    }

    private sealed record OptimizeRun(int Trials, int FirstTrial, DateTimeOffset Deadline);
}
