using System.Runtime.InteropServices;

namespace Hms.Tuning.Running.Workers;

/// <summary>Turns SIGTERM and Ctrl+C (SIGINT) into a cancellation, so that the process ends in order: a sweep hands its trials back. A second signal ends the process at once.</summary>
public sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations;
    private int _signals;

    private StopSignals() => _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle), PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle)];

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Begins to listen, until the result is disposed.</summary>
    public static StopSignals Listen() => new();

    /// <summary>Cancels as a signal would.</summary>
    public void Stop() => _ = _stop.CancelAsync();

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var registration in _registrations) { registration.Dispose(); }
    }

    /// <summary>Counts the signals: a stop that came before by another way (the lifeline) does not make the first signal a second one.</summary>
    internal void Handle(PosixSignalContext context)
    {
        context.Cancel = Interlocked.Increment(ref _signals) == 1;
        Stop();
    }
}
