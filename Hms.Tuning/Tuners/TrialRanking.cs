using Hms.Tuning.Studies;

namespace Hms.Tuning.Tuners;

/// <summary>Order of finished trials with one objective: complete ones by value, then pruned ones by how far they came and their last value, then those that break a constraint by their violation; equals by number.</summary>
internal static class TrialRanking
{
    /// <summary>All trials.</summary>
    public static IEnumerable<Trial> BestFirst(IEnumerable<Trial> finished, StudyDirection direction) =>
        finished.Select(x => (Key: Key.Of(x, direction), Trial: x)).OrderBy(x => x.Key).Select(x => x.Trial);

    /// <summary>The best <paramref name="count"/> of them, best first: one pass, as few are asked for.</summary>
    public static List<Trial> Best(IReadOnlyList<Trial> finished, int count, StudyDirection direction)
    {
        var best = new List<(Key Key, Trial Trial)>(count + 1);
        foreach (var trial in finished)
        {
            var key = Key.Of(trial, direction);
            if (best.Count == count && (count == 0 || key.CompareTo(best[^1].Key) >= 0)) { continue; }
            var at = best.Count;
            while (at > 0 && key.CompareTo(best[at - 1].Key) < 0) { at--; }
            best.Insert(at, (key, trial));
            if (best.Count > count) { best.RemoveAt(count); }
        }
        return [.. best.Select(x => x.Trial)];
    }

    /// <summary>Smaller is better, from the first part to the last.</summary>
    private readonly record struct Key(int Class, double Violation, int MinusLastStep, double Loss, int Number) : IComparable<Key>
    {
        public static Key Of(Trial trial, StudyDirection direction)
        {
            var violation = trial.Constraints.Count == 0 ? 0 : trial.Violation;
            var isComplete = trial.State == TrialState.Complete;
            var steps = trial.IntermediateValues;
            var value = isComplete ? trial.Value : steps.IsEmpty ? null : steps.Values.Last();
            var loss = value is { } number && !double.IsNaN(number) ? (direction == StudyDirection.Minimize ? number : -number) : double.PositiveInfinity;
            var lastStep = isComplete || steps.IsEmpty ? int.MaxValue : -steps.Keys.Last();
            return new Key(violation > 0 ? 2 : isComplete ? 0 : 1, violation, lastStep, loss, trial.Number);
        }

        public int CompareTo(Key other)
        {
            var order = Class.CompareTo(other.Class);
            if (order == 0) { order = Violation.CompareTo(other.Violation); }
            if (order == 0) { order = MinusLastStep.CompareTo(other.MinusLastStep); }
            if (order == 0) { order = Loss.CompareTo(other.Loss); }
            return order != 0 ? order : Number.CompareTo(other.Number);
        }
    }
}
