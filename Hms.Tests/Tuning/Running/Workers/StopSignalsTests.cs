using System.Runtime.InteropServices;
using Hms.Tuning.Running.Workers;

namespace Hms.Tests.Tuning.Running.Workers;

/// <summary>Signals, counted.</summary>
public sealed class StopSignalsTests
{
    /// <summary>The terminal signals parent and workers together; the parent may end the lifeline before the worker's own handler runs.</summary>
    [Fact]
    public void Handle_TheFirstSignalAfterTheLifelineEnded_StopsInOrder()
    {
        using var signals = StopSignals.Listen();
        signals.Stop();
        var first = new PosixSignalContext(PosixSignal.SIGINT);
        signals.Handle(first);
        var second = new PosixSignalContext(PosixSignal.SIGINT);
        signals.Handle(second);
        Assert.Equal((true, false), (first.Cancel, second.Cancel));
    }
}
