using Hms.Tuning.Storage;

namespace Hms.Tuning.Studies;

/// <summary>Renews the leases of running trials from a timer's thread, never from the trial's.</summary>
internal sealed class AskedLeases : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private readonly Lock _lock = new();
    private readonly Dictionary<int, TuningTrial> _trials = [];
    private readonly IStudyStorage _storage;
    private readonly ITimer _timer;
    private int _isRenewing;

    public AskedLeases(IStudyStorage storage, TimeProvider clock)
    {
        _storage = storage;
        _timer = clock.CreateTimer(_ => Renew(), null, Interval, Interval);
    }

    public void Add(TuningTrial trial)
    {
        lock (_lock) { _trials[trial.Number] = trial; }
    }

    public void Remove(TuningTrial trial)
    {
        lock (_lock) { _trials.Remove(trial.Number); }
    }

    /// <inheritdoc />
    public void Dispose() => _timer.Dispose();

    /// <summary>One heartbeat.</summary>
    internal void Renew()
    {
        if (Interlocked.Exchange(ref _isRenewing, 1) == 1) { return; }
        try
        {
            List<TuningTrial> trials;
            lock (_lock) { trials = [.. _trials.Values]; }
            foreach (var trial in trials) { Renew(trial); }
        }
        finally { Volatile.Write(ref _isRenewing, 0); }
    }

    private void Renew(TuningTrial trial)
    {
        try
        {
            if (_storage.RenewLease(trial.Lease, LeaseTerms.DefaultDuration) != LeaseState.Held) { trial.RequestStop(); }
        }
        catch (Exception) when (Volatile.Read(ref _isRenewing) == 1)
        {
            // A storage that does not answer now may answer the next heartbeat, before the lease runs out; if it does not, the trial's own next write says so. The other trials are renewed all the same.
        }
    }
}
