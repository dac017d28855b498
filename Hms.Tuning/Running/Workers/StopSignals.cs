using System.Runtime.InteropServices;

namespace Hms.Tuning.Running.Workers;

/// <summary>Turns SIGTERM and Ctrl+C (SIGINT) into a cancellation, so that the process ends in order: a sweep hands its trials back. A second signal ends the process at once.</summary>
public sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations;

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

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = !_stop.IsCancellationRequested;
        Stop();
    }
}
