namespace Hms.Tuning.Running;

/// <summary>Cancels when the time of a sweep is up. Looks again at intervals: one timer can run for 49 days only, and stands still while the machine sleeps.</summary>
internal sealed class DeadlineTimer : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _timeUp = new();
    private readonly SweepLimits _limits;
    private readonly ITimer _timer;
    private bool _isDisposed;

    /// <summary>Starts.</summary>
    /// <param name="limits">Knows the deadline.</param>
    /// <param name="clock">Runs the timer.</param>
    public DeadlineTimer(SweepLimits limits, TimeProvider clock)
    {
        _limits = limits;
        _timer = clock.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Look();
    }

    /// <summary>Cancelled when the time is up.</summary>
    public CancellationToken Token => _timeUp.Token;

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _timer.Dispose();
            _timeUp.Dispose();
        }
    }

    private void Look()
    {
        lock (_lock)
        {
            if (_isDisposed || _limits.TimeLeft() is not { } left) { return; }
            if (left == TimeSpan.Zero) { _ = _timeUp.CancelAsync(); } // off this thread: what is cancelled may take its time
            else { _timer.Change(left < LongestWait ? left : LongestWait, Timeout.InfiniteTimeSpan); }
        }
    }
}
