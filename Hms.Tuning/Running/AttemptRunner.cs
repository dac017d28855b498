using System.Runtime.ExceptionServices;
using System.Text.Json.Nodes;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>Runs one attempt of a trial and writes how it ended: complete, pruned, failed, to be tried again, handed back, or dropped because the lease was lost.</summary>
internal sealed class AttemptRunner(SweepParts parts, ITrialRunner runner, LeaseKeeper keeper)
{
    private readonly IStudyStorage _storage = parts.Storage;

    /// <summary>Runs the attempt.</summary>
    /// <param name="trial">The running trial.</param>
    /// <param name="history">What its pruner sees.</param>
    /// <param name="stop">Cancelled when the sweep is stopped: the trial is then handed back.</param>
    /// <exception cref="StudyException">The storage failed.</exception>
    public async Task<AttemptEnd> RunAsync(Trial trial, IReadOnlyList<Trial> history, CancellationToken stop)
    {
        var settings = SettingsOf(trial);
        var held = keeper.Hold(trial);
        parts.Control.Add(held);
        using var token = CancellationTokenSource.CreateLinkedTokenSource(stop, held.Token);
        var reporter = new TrialReporter(parts, settings, held, history);
        parts.Monitors.Send(x => x.ReportRunningTrial(settings));
        TrialResult? result = null;
        Exception? thrown = null;
        try { result = await Task.Run(() => runner.RunAsync(settings, reporter, token.Token), CancellationToken.None); }
        catch (Exception exception) { thrown = exception; }
        finally
        {
            parts.Control.Remove(held);
            keeper.Release(held);
        }
        return Conclude(settings, trial, held, reporter, result, thrown, stop);
    }

    private TrialSettings SettingsOf(Trial trial) => new()
    {
        TrialId = trial.Number,
        Parameters = trial.Parameters,
        Seed = TrialSettings.SeedOf(parts.Options.Seed, trial.Number),
        Attempt = trial.Attempt,
        StartedAtUtc = trial.StartedAt!.Value,
    };

    private AttemptEnd Conclude(TrialSettings settings, Trial trial, HeldLease held, TrialReporter reporter, TrialResult? result, Exception? thrown, CancellationToken stop)
    {
        try
        {
            if (held.IsLost) { return Lost(settings); }
            if (reporter.StorageFailure is { } failure) { ExceptionDispatchInfo.Throw(failure); }
            if (held.Stopped is { } kind && result?.State != TrialState.Complete) { return Stop(held, reporter, kind); }
            if (result is not null && OutcomeOf(result, reporter) is var outcome && outcome.Failure is null) { return Finish(held, outcome); }
            if (stop.IsCancellationRequested && thrown is not null) { return Return(settings, held, AttemptRules.HandedBack); }
            var reason = thrown is not null ? TrialFailure.Of(thrown) : OutcomeOf(result!, reporter).Failure!;
            var mayRetry = AttemptRules.Thrown(_storage.ReadAttempts(trial.Id)) < parts.Options.Retries;
            return mayRetry ? Return(settings, held, reason) : Finish(held, new TrialOutcome(TrialState.Fail, [], reason));
        }
        catch (StudyException) when (Reread(held) is { } now)
        {
            return now.Attempt == held.Lease.Attempt && now.Owner == parts.Owner && now.IsFinished ? new AttemptEnd(now.Number, now) : Lost(settings); // finished: the answer to our write was lost
        }
    }

    private TrialOutcome OutcomeOf(TrialResult result, TrialReporter reporter)
    {
        if (result.State == TrialState.Pruned) { return new TrialOutcome(TrialState.Pruned, reporter.LastValues); }
        var objectives = parts.Study.Directions.Count;
        if (result.Values.Count != objectives) { return Failed(new ArgumentException($"The trial returned {result.Values.Count} values; the study has {objectives} objectives. Return one for each.")); }
        if (result.Values.Any(double.IsNaN)) { return Failed(new NotFiniteNumberException("The objective is NaN; check the learning rate and the data.", double.NaN)); }
        return new TrialOutcome(TrialState.Complete, result.Values) { Constraints = result.Constraints };
    }

    private static TrialOutcome Failed(Exception exception) => new(TrialState.Fail, [], TrialFailure.Of(exception));

    private AttemptEnd Stop(HeldLease held, TrialReporter reporter, StopKind kind)
    {
        _storage.SetUserAttribute(held.Lease, SweepControl.StoppedAttribute, JsonValue.Create(kind.ToString()).ToJsonString());
        var isPruned = kind == StopKind.KeepReports && reporter.LastValues.Count > 0;
        var failure = new TrialFailure(SweepControl.StoppedFailure, "The trial was stopped by request.", "");
        return Finish(held, isPruned ? new TrialOutcome(TrialState.Pruned, reporter.LastValues) : new TrialOutcome(TrialState.Fail, [], failure));
    }

    private AttemptEnd Finish(HeldLease held, TrialOutcome outcome) => new(held.Number, _storage.FinishTrial(held.Lease, outcome));

    private AttemptEnd Return(TrialSettings settings, HeldLease held, TrialFailure failure)
    {
        _storage.ReturnTrial(held.Lease, failure);
        parts.Monitors.Send(x => x.ReportReturnedTrial(settings, ReferenceEquals(failure, AttemptRules.HandedBack) ? null : failure));
        return new AttemptEnd(held.Number, null);
    }

    private AttemptEnd Lost(TrialSettings settings)
    {
        parts.Monitors.Warn($"Attempt {settings.Attempt} of trial {settings.TrialId} lost its lease: the trial was taken over, ended or stopped elsewhere. Its result was dropped.");
        parts.Monitors.Send(x => x.ReportReturnedTrial(settings, null));
        return new AttemptEnd(settings.TrialId, null);
    }

    /// <summary>The trial, when it is no longer this attempt's; null when it is, or cannot be read: then the storage failed.</summary>
    private Trial? Reread(HeldLease held)
    {
        try { return _storage.ReadTrial(held.Lease.TrialId) is var now && (now.State != TrialState.Running || now.Attempt != held.Lease.Attempt || now.LeaseExpiresAt <= DateTimeOffset.UnixEpoch) ? now : null; }
        catch (StudyException) { return null; }
    }
}
