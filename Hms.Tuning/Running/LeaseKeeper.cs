using System.Diagnostics;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>Renews the leases of running trials from a thread of its own: neither a training that fills all threads of the pool nor one that blocks can silence it.</summary>
/// <remarks>
/// When the machine wakes from sleep the leases are renewed at once (within a second), before others take them for lost.
/// An error of the storage is no reason to give a trial up: the next beat tries again, and should the lease run out meanwhile, the storage refuses the attempt's writes.
/// </remarks>
internal sealed class LeaseKeeper(SweepParts parts, SleepWatch sleep) : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private readonly List<HeldLease> _held = [];
    private readonly ManualResetEventSlim _end = new();
    private Thread? _thread;

    /// <summary>Holds the lease of a running trial until it is released.</summary>
    public HeldLease Hold(Trial trial)
    {
        var held = new HeldLease(trial);
        lock (_lock)
        {
            _held.Add(held);
            if (_thread is null)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = "Hms heartbeat" };
                _thread.Start();
            }
        }
        return held;
    }

    public void Release(HeldLease held)
    {
        lock (_lock) { _held.Remove(held); }
    }

    /// <summary>Renews every lease once.</summary>
    public void Beat()
    {
        List<HeldLease> held;
        lock (_lock) { held = [.. _held]; }
        foreach (var lease in held) { Renew(lease); }
    }

    public void Dispose()
    {
        _end.Set();
        _thread?.Join(Patience);
    }

    private void Run()
    {
        var interval = parts.Options.HeartbeatInterval;
        var clock = parts.Options.Clock;
        var (sinceBeat, lastBeat) = (Stopwatch.StartNew(), clock.GetUtcNow());
        while (!_end.Wait(interval < LongestWait ? interval : LongestWait))
        {
            sleep.Look();
            // the stopwatch stands still while the machine sleeps, the wall clock may be set back: whichever is first
            if (sinceBeat.Elapsed < interval && clock.GetUtcNow() - lastBeat < interval) { continue; }
            Beat();
            sinceBeat.Restart();
            lastBeat = clock.GetUtcNow();
        }
    }

    private void Renew(HeldLease held)
    {
        try
        {
            var state = parts.Storage.RenewLease(held.Lease, parts.Options.LeaseDuration);
            if (!IsHeld(held)) { return; } // ended while it was renewed
            if (state == LeaseState.Lost) { held.Lose(); }
            else if (state == LeaseState.StopRequested) { held.Stop(StopKind.KeepReports); }
        }
        catch (Exception exception) { parts.Monitors.Warn($"The lease of trial {held.Number} could not be renewed; it is tried again. {exception.Message}"); }
    }

    private bool IsHeld(HeldLease held)
    {
        lock (_lock) { return _held.Contains(held); }
    }
}
