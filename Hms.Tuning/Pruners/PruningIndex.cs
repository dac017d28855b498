using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Pruners;

/// <summary>The history of a study ordered for pruners: what the complete trials reported at each step, sorted once and kept with the list.</summary>
/// <remarks>Changes no decision: before it is used again, the list's trials are compared with those that were indexed.</remarks>
internal sealed class PruningIndex
{
    private static readonly ConditionalWeakTable<IReadOnlyList<Trial>, PruningIndex> Cache = [];
    private readonly Trial[] _indexed;
    private readonly ConcurrentDictionary<int, double[]> _values = new();
    private readonly ConcurrentDictionary<int, IReadOnlyList<IReadOnlyList<double>>> _objectives = new();

    private PruningIndex(Trial[] trials)
    {
        _indexed = trials;
        Complete = [.. trials.Where(x => x.State == TrialState.Complete)];
        var reporting = Complete.Where(x => !x.IntermediateValues.IsEmpty).ToList();
        MostReports = reporting.Count == 0 ? 0 : reporting.Max(x => x.IntermediateValues.Count);
        LongestResource = reporting.Count == 0 ? null : reporting.Max(x => x.IntermediateValues.Keys.Last()) + 1;
    }

    /// <summary>The complete trials, by number.</summary>
    public IReadOnlyList<Trial> Complete { get; }

    /// <summary>The most reports that a complete trial made; 0 when none reported.</summary>
    public int MostReports { get; }

    /// <summary>The last step of a complete trial, counted from 1; null when none reported.</summary>
    public int? LongestResource { get; }

    /// <summary>The index of a history; O(number of trials) when it is known, without looking at their reports.</summary>
    public static PruningIndex Of(IReadOnlyList<Trial> history)
    {
        if (Cache.TryGetValue(history, out var index) && index.IsOf(history)) { return index; }
        index = new PruningIndex([.. history]);
        Cache.AddOrUpdate(history, index);
        return index;
    }

    /// <summary>Values of the complete trials at a step, ascending, without NaN.</summary>
    public double[] ValuesAt(int step) => _values.GetOrAdd(step, ReadValues);

    /// <summary>Objectives of the complete trials at a step.</summary>
    public IReadOnlyList<IReadOnlyList<double>> ObjectivesAt(int step) =>
        _objectives.GetOrAdd(step, x => [.. Complete.Select(t => t.IntermediateObjectives.GetValueOrDefault(x)).OfType<IReadOnlyList<double>>()]);

    private double[] ReadValues(int step)
    {
        var values = new List<double>(Complete.Count);
        foreach (var trial in Complete)
        {
            if (trial.IntermediateValues.TryGetValue(step, out var value) && !double.IsNaN(value)) { values.Add(value); }
        }
        values.Sort();
        return [.. values];
    }

    private bool IsOf(IReadOnlyList<Trial> history)
    {
        if (history.Count != _indexed.Length) { return false; }
        for (var i = 0; i < _indexed.Length; i++)
        {
            if (!ReferenceEquals(history[i], _indexed[i])) { return false; }
        }
        return true;
    }
}
