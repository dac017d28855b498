using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>What a trial runner returns. An exception is the third way to end: the trial is then tried again or counts as failed, and the sweep goes on.</summary>
public sealed record TrialResult
{
    private TrialResult(TrialState state, IReadOnlyList<double> values) => (State, Values) = (state, values);

    /// <summary>Complete or Pruned.</summary>
    public TrialState State { get; }

    /// <summary>The objectives, in the study's order; empty for a pruned trial.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Values of the constraints: at most 0 where kept, the amount of the violation above 0. Default none.</summary>
    public IReadOnlyList<double> Constraints { get; init; } = [];

    /// <summary>The trial is complete.</summary>
    /// <param name="values">One for each objective. NaN makes the trial a failed one.</param>
    public static TrialResult Completed(params IReadOnlyList<double> values) => new(TrialState.Complete, values);

    /// <summary>The trial obeyed <see cref="Pruners.PruningDecision.Prune"/>; its last report is kept as its value.</summary>
    public static TrialResult Pruned() => new(TrialState.Pruned, []);
}
