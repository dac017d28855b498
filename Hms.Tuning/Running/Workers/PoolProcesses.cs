namespace Hms.Tuning.Running.Workers;

/// <summary>The worker processes that run now, by slot.</summary>
internal sealed class PoolProcesses
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, int> _ids = [];

    public IReadOnlyDictionary<int, int> Ids
    {
        get { lock (_lock) { return new Dictionary<int, int>(_ids); } }
    }

    public void Add(int slot, int processId)
    {
        lock (_lock) { _ids[slot] = processId; }
    }

    public void Remove(int slot)
    {
        lock (_lock) { _ids.Remove(slot); }
    }
}
