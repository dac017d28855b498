using Hms.Tuning.Studies;

namespace Hms.Tuning.Tuners.GaussianProcess;

/// <summary>What the trials of a study say, in the terms of the model.</summary>
internal sealed class Observations
{
    /// <summary>Reads the trials; those of another space are left out.</summary>
    public Observations(ModelSpace space, TuningContext context)
    {
        var sign = context.Direction == StudyDirection.Minimize ? -1 : 1;
        var pruned = new List<(ModelPoint Point, Trial Trial)>();
        foreach (var trial in context.History)
        {
            if (space.Encode(trial.Parameters) is not { } point) { continue; }
            if (trial is { State: TrialState.Complete, Value: { } value } && !double.IsNaN(value)) { Complete.Add((point, sign * value, trial)); }
            else if (trial.State == TrialState.Pruned) { pruned.Add((point, trial)); }
            else { Believed.Add(point); }
        }
        foreach (var trial in context.Pending) { if (space.Encode(trial.Parameters) is { } point) { Believed.Add(point); } }
        AddPruned(pruned, sign);
        Complete.Sort((a, b) => a.Trial.Number.CompareTo(b.Trial.Number));
    }

    /// <summary>Trials with a value, larger is better: complete and pruned ones, by number.</summary>
    public List<(ModelPoint Point, double Value, Trial Trial)> Complete { get; } = [];

    /// <summary>Trials without a value: under way or failed. The model takes its own mean there, so that it does not propose the same again.</summary>
    public List<ModelPoint> Believed { get; } = [];

    /// <summary>Number of points that were tried.</summary>
    public int Tried => Complete.Count + Believed.Count;

    /// <summary>Every point that was tried.</summary>
    public HashSet<ModelPoint> Seen() => Complete.Select(x => x.Point).Concat(Believed).ToHashSet(new ModelPointComparer());

    /// <summary>Trials in which an axis is active.</summary>
    public int CountActive(int axis) => Complete.Count(x => x.Point.Active[axis]) + Believed.Count(x => x.Active[axis]);

    /// <summary>A pruned trial counts with its last value, but never as better than the median of the complete ones: an early value says little of the final one, that it was pruned says more.</summary>
    private void AddPruned(List<(ModelPoint Point, Trial Trial)> pruned, int sign)
    {
        if (Complete.Count == 0)
        {
            Believed.AddRange(pruned.Select(x => x.Point));
            return;
        }
        var sorted = Complete.Select(x => x.Value).Order().ToArray();
        var median = sorted[(sorted.Length - 1) / 2];
        foreach (var (point, trial) in pruned)
        {
            double? last = trial.IntermediateValues.IsEmpty ? trial.Value : trial.IntermediateValues[trial.IntermediateValues.Keys.Last()];
            Complete.Add((point, last is { } value && !double.IsNaN(value) ? Math.Min(sign * value, median) : median, trial));
        }
    }
}
