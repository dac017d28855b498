using Hms.Tuning.Storage;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>The lease of an attempt that runs here, and what came between: a stop request, or its loss.</summary>
internal sealed class HeldLease(Trial trial)
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _cancel = new();

    public TrialLease Lease { get; } = new(trial.Id, trial.Attempt);

    public int Number { get; } = trial.Number;

    /// <summary>Cancelled when the attempt shall stop; off the calling thread, which may be the heartbeat's.</summary>
    public CancellationToken Token => _cancel.Token;

    /// <summary>Set once, by the first request.</summary>
    public StopKind? Stopped { get; private set; }

    /// <summary>The trial belongs to another attempt: whatever this one still does is dropped.</summary>
    public bool IsLost { get; private set; }

    public void Stop(StopKind kind)
    {
        lock (_lock) { Stopped ??= kind; }
        _ = _cancel.CancelAsync();
    }

    public void Lose()
    {
        lock (_lock) { IsLost = true; }
        _ = _cancel.CancelAsync();
    }
}
