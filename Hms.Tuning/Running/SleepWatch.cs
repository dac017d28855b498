namespace Hms.Tuning.Running;

/// <summary>Sees from the gaps between a worker's own looks at the clock that the machine slept, and with it all workers on it: their leases ran out though they live.</summary>
/// <remarks>
/// A lease is renewed at least every quarter of its time, so a gap of up to half of it lets no lease of a live worker run out. After a longer one live workers get one heartbeat to
/// renew theirs. The gap is read from the wall clock, which goes on while the machine sleeps; the wait from the clock that nobody sets.
/// </remarks>
internal sealed class SleepWatch(SweepOptions options)
{
    private readonly TimeProvider _clock = options.Clock;
    private readonly Lock _lock = new();
    private DateTimeOffset? _lastLook;
    private long? _wokeAt;

    /// <summary>Call it at each poll, and from the heartbeat while this worker is busy with a trial of its own: a long trial is no sleep.</summary>
    public void Look()
    {
        var now = _clock.GetUtcNow();
        lock (_lock)
        {
            if (now - _lastLook > options.LeaseDuration / 2) { _wokeAt = _clock.GetTimestamp(); }
            _lastLook = now;
        }
    }

    /// <summary>True while the leases of others may have run out only because the machine slept.</summary>
    public bool HasJustWoken()
    {
        Look();
        lock (_lock)
        {
            if (_wokeAt is { } woke && _clock.GetElapsedTime(woke) > options.HeartbeatInterval) { _wokeAt = null; }
            return _wokeAt is not null;
        }
    }
}
