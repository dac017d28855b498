using System.Collections.Immutable;
using Hms.Tuning.Numerics;
using Hms.Tuning.Pruners;
using Hms.Tuning.Studies;

namespace Hms.Tests.Tuning.Pruners;

/// <summary>Trials and contexts for tests of pruners.</summary>
internal static class PruningCases
{
    public static Trial Complete(int number, params double[] values) => new() { Id = number, Number = number, State = TrialState.Complete, Values = [values[^1]], IntermediateValues = Reports(values) };

    public static Trial Complete(int number, params (double, double)[] values) => new()
    {
        Id = number,
        Number = number,
        State = TrialState.Complete,
        Values = [values[^1].Item1, values[^1].Item2],
        IntermediateValues = Reports([.. values.Select(x => x.Item1)]),
        IntermediateObjectives = Objectives(values),
    };

    public static PruningContext Context(IReadOnlyList<Trial> history, params double[] values) =>
        new() { TrialNumber = history.Count, Step = values.Length - 1, IntermediateValues = Reports(values), History = history };

    public static PruningContext Context(IReadOnlyList<Trial> history, params (double, double)[] values) => new()
    {
        Directions = [StudyDirection.Minimize, StudyDirection.Minimize],
        TrialNumber = history.Count,
        Step = values.Length - 1,
        IntermediateValues = Reports([.. values.Select(x => x.Item1)]),
        IntermediateObjectives = Objectives(values),
        History = history,
    };

    public static ImmutableSortedDictionary<int, double> Reports(double[] values) => ImmutableSortedDictionary.CreateRange(values.Select((x, i) => KeyValuePair.Create(i, x)));

    /// <summary>Runs trials one after the other: each is asked about at every report; the finished study.</summary>
    public static List<Trial> Sweep(IPruner pruner, IEnumerable<double[]> curves, ulong seed = 0)
    {
        var history = new List<Trial>();
        foreach (var curve in curves)
        {
            var trial = Complete(history.Count, curve);
            for (var reports = 1; reports <= curve.Length; reports++)
            {
                if (pruner.Decide(Context(history, curve[..reports]) with { Seed = seed }) == PruningDecision.Continue) { continue; }
                trial = Complete(trial.Number, curve[..reports]) with { State = TrialState.Pruned };
                break;
            }
            history.Add(trial);
        }
        return history;
    }

    /// <summary>Curves that fall from <paramref name="start"/> to about a third, with noise.</summary>
    public static IEnumerable<double[]> Curves(ulong seed, int trials, int steps, double start, double spread)
    {
        var random = new SplitMix64(SplitMix64.Derive(seed, "curves"));
        for (var i = 0; i < trials; i++)
        {
            var (first, floor) = (start + spread * random.NextDouble(), (0.3 + 0.2 * random.NextDouble()) * start);
            yield return [.. Enumerable.Range(0, steps).Select(t => floor + (first - floor) * Math.Pow(t + 1, -0.8) + (t == 0 ? 0 : 0.02 * random.NextDouble()))];
        }
    }

    private static ImmutableSortedDictionary<int, IReadOnlyList<double>> Objectives((double, double)[] values) =>
        ImmutableSortedDictionary.CreateRange(values.Select((x, i) => KeyValuePair.Create(i, (IReadOnlyList<double>)[x.Item1, x.Item2])));
}
