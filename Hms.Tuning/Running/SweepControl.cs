namespace Hms.Tuning.Running;

/// <summary>Stops single trials of a sweep that runs in this process. For a trial that another process runs, use <see cref="Storage.IStudyStorage.RequestStop"/>: its worker learns of it at its next heartbeat.</summary>
/// <remarks>
/// A stopped trial finds its cancellation token cancelled and its next report answered by <see cref="Pruners.PruningDecision.Prune"/>. One that completes all the same counts as
/// complete. Either way the sweep goes on, and the trial carries the user attribute <see cref="StoppedAttribute"/>; a sweep with a stopped trial cannot be repeated.
/// A request through the storage counts as <see cref="StopKind.KeepReports"/>.
/// </remarks>
public sealed class SweepControl
{
    /// <summary>Type of the failure of a stopped trial that ended as Fail: <c>TrialStopped</c>.</summary>
    public const string StoppedFailure = "TrialStopped";

    /// <summary>User attribute of a trial that was stopped: <c>hms:stopped</c>; its value is the kind.</summary>
    public const string StoppedAttribute = "hms:stopped";

    private readonly Lock _lock = new();
    private readonly Dictionary<int, HeldLease> _running = [];

    /// <summary>Numbers of the trials that run in this process now, ascending.</summary>
    public IReadOnlyList<int> RunningTrials
    {
        get { lock (_lock) { return [.. _running.Keys.Order()]; } }
    }

    /// <summary>Stops a trial; the sweep goes on.</summary>
    /// <param name="trialNumber">Its number.</param>
    /// <param name="kind">What becomes of it.</param>
    /// <returns>False when this process does not run the trial (any more).</returns>
    public bool RequestStop(int trialNumber, StopKind kind = StopKind.KeepReports)
    {
        HeldLease? held;
        lock (_lock) { held = _running.GetValueOrDefault(trialNumber); }
        held?.Stop(kind);
        return held is not null;
    }

    internal void Add(HeldLease held)
    {
        lock (_lock) { _running[held.Number] = held; }
    }

    internal void Remove(HeldLease held)
    {
        lock (_lock) { _running.Remove(held.Number); }
    }
}
