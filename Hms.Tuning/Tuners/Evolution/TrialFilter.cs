using System.Runtime.CompilerServices;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Tuners.Evolution;

/// <summary>The trials of a growing history that have a group of parameters; remembers what it has looked at, which changes no result.</summary>
internal sealed class TrialFilter
{
    private readonly ConditionalWeakTable<IReadOnlyList<SearchParameter>, Memory> _memories = [];

    /// <summary>The trials with the whole group, in order.</summary>
    /// <param name="group">Parameters that occur together.</param>
    /// <param name="history">Finished trials.</param>
    public IReadOnlyList<Trial> WithGroup(IReadOnlyList<SearchParameter> group, IReadOnlyList<Trial> history)
    {
        var memory = _memories.GetValue(group, _ => new Memory());
        lock (memory)
        {
            if (!IsPrefix(memory.Seen, history)) { memory.Clear(); }
            for (var i = memory.Seen.Count; i < history.Count; i++)
            {
                memory.Seen.Add(history[i]);
                if (HasGroup(group, history[i])) { memory.Kept.Add(history[i]); }
            }
            return [.. memory.Kept];
        }
    }

    /// <summary>True when the trial has every parameter of the group, of the same kind.</summary>
    public static bool HasGroup(IReadOnlyList<SearchParameter> group, Trial trial)
    {
        for (var i = 0; i < group.Count; i++)
        {
            if (!trial.Parameters.TryGet(group[i].Name, out var found) || !group[i].Distribution.IsCompatibleWith(found.Distribution)) { return false; }
        }
        return true;
    }

    private static bool IsPrefix(List<Trial> seen, IReadOnlyList<Trial> history)
    {
        if (seen.Count > history.Count) { return false; }
        for (var i = 0; i < seen.Count; i++)
        {
            if (!ReferenceEquals(seen[i], history[i])) { return false; }
        }
        return true;
    }

    private sealed class Memory
    {
        public List<Trial> Seen { get; } = [];

        public List<Trial> Kept { get; } = [];

        public void Clear()
        {
            Seen.Clear();
            Kept.Clear();
        }
    }
}
