using System.Runtime.InteropServices;

namespace Hms.Experiments.Commands;

/// <summary>Turns Ctrl+C and SIGTERM into a cancelled token, so that a sweep or a training stops in a state that can be resumed.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() =>
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal), PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal)];

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The first signal, or null.</summary>
    public PosixSignal? Received { get; private set; }

    public void Dispose()
    {
        foreach (var registration in _registrations) { registration.Dispose(); }
        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (Received is not null) { return; } // a second signal ends the process at once, as usual
        context.Cancel = true;
        Received = context.Signal;
        _source.Cancel();
    }
}
