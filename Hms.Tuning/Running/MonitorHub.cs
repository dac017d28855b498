namespace Hms.Tuning.Running;

/// <summary>Sends each event to all monitors, each on a queue of its own: a slow one delays no other.</summary>
internal sealed class MonitorHub(IEnumerable<IMonitor> monitors) : IAsyncDisposable
{
    private readonly List<MonitorQueue> _queues = [.. monitors.Select(x => new MonitorQueue(x))];
    private readonly HashSet<string> _warnings = new(StringComparer.Ordinal);

    /// <summary>Messages of what the monitors threw.</summary>
    public IReadOnlyList<string> Errors => [.. _queues.SelectMany(x => x.Errors)];

    public void Send(Action<IMonitor> report)
    {
        foreach (var queue in _queues) { queue.Send(report); }
    }

    /// <summary>Sends a warning, the same text only once.</summary>
    public void Warn(string message)
    {
        lock (_warnings)
        {
            if (!_warnings.Add(message)) { return; }
        }
        Send(x => x.ReportWarning(message));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var queue in _queues) { await queue.DisposeAsync(); }
    }
}
