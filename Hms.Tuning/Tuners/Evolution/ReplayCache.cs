using System.Runtime.CompilerServices;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Tuners.Evolution;

/// <summary>Remembers the states of a search that is replayed from its trials, block by block, so that only new blocks are worked off.</summary>
/// <remarks>
/// A state depends on nothing but the key and the trials of its blocks, and a remembered state is used only when all of those are the very same:
/// a cache changes no result. One chain of states for each space and key; a bounded number of keys.
/// </remarks>
internal sealed class ReplayCache<TState>
    where TState : class
{
    private const int MaximumKeys = 16;
    private readonly ConditionalWeakTable<SearchSpace, Dictionary<string, List<Step>>> _chains = [];

    /// <summary>The state after all full blocks of the trials.</summary>
    /// <param name="space">The space.</param>
    /// <param name="key">Whatever else the states depend on: seed, part of the space.</param>
    /// <param name="before">Trials that the first state depends on.</param>
    /// <param name="trials">The trials of the blocks, in order.</param>
    /// <param name="start">The first state, from <paramref name="before"/>.</param>
    /// <param name="blockSize">Trials of the block after a state; at least 1.</param>
    /// <param name="advance">The next state from a state and its block.</param>
    /// <returns>The states from the first to the last.</returns>
    public IReadOnlyList<TState> Replay(SearchSpace space, string key, IReadOnlyList<Trial> before, IReadOnlyList<Trial> trials, Func<TState> start, Func<TState, int> blockSize, Func<IReadOnlyList<TState>, IReadOnlyList<Trial>, TState> advance)
    {
        lock (_chains)
        {
            var chain = Find(space, key);
            if (chain.Count == 0 || chain[0].Block.Count != before.Count || !Same(chain[0].Block, before, 0)) { Restart(chain, before, start()); }
            var used = 0;
            var known = 1;
            while (known < chain.Count && Same(chain[known].Block, trials, used)) { used += chain[known++].Block.Count; }
            chain.RemoveRange(known, chain.Count - known);
            var states = chain.Select(x => x.State).ToList();
            for (var size = blockSize(states[^1]); used + size <= trials.Count; size = blockSize(states[^1]))
            {
                var block = Enumerable.Range(used, size).Select(i => trials[i]).ToArray();
                states.Add(advance(states, block));
                chain.Add(new Step(block, states[^1]));
                used += size;
            }
            return states;
        }
    }

    private static void Restart(List<Step> chain, IReadOnlyList<Trial> before, TState state)
    {
        chain.Clear();
        chain.Add(new Step([.. before], state));
    }

    private static bool Same(IReadOnlyList<Trial> block, IReadOnlyList<Trial> trials, int from)
    {
        if (from + block.Count > trials.Count) { return false; }
        for (var i = 0; i < block.Count; i++)
        {
            if (!ReferenceEquals(block[i], trials[from + i]) && !block[i].Equals(trials[from + i])) { return false; }
        }
        return true;
    }

    private List<Step> Find(SearchSpace space, string key)
    {
        var chains = _chains.GetValue(space, _ => new Dictionary<string, List<Step>>(StringComparer.Ordinal));
        if (chains.TryGetValue(key, out var chain)) { return chain; }
        if (chains.Count >= MaximumKeys) { chains.Clear(); }
        return chains[key] = [];
    }

    private sealed record Step(IReadOnlyList<Trial> Block, TState State);
}
