using System.Threading.Channels;

namespace Hms.Tuning.Running;

/// <summary>Carries events to a monitor on a task of its own; its exceptions are collected, never thrown.</summary>
internal sealed class MonitorQueue : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Channel<Action<IMonitor>> _events = Channel.CreateUnbounded<Action<IMonitor>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<string> _errors = [];
    private readonly Task _delivery;

    public MonitorQueue(IMonitor monitor) => _delivery = Task.Run(() => DeliverAsync(monitor));

    public IReadOnlyList<string> Errors
    {
        get { lock (_errors) { return [.. _errors]; } }
    }

    public void Send(Action<IMonitor> report) => _events.Writer.TryWrite(report);

    /// <summary>Delivers what is left; a monitor that hangs is given up.</summary>
    public async ValueTask DisposeAsync()
    {
        _events.Writer.TryComplete();
        try { await _delivery.WaitAsync(Patience); }
        catch (TimeoutException) { AddError($"The monitor did not return within {Patience.TotalSeconds} s."); }
    }

    private async Task DeliverAsync(IMonitor monitor)
    {
        await foreach (var report in _events.Reader.ReadAllAsync())
        {
            try { report(monitor); }
            catch (Exception exception) { AddError($"{exception.GetType().Name}: {exception.Message}"); }
        }
    }

    private void AddError(string message)
    {
        lock (_errors) { _errors.Add(message); }
    }
}
