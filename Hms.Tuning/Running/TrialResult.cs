using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>What a trial runner returns. An exception is the third way to end: the trial then counts as failed and the sweep goes on.</summary>
public sealed record TrialResult
{
    private TrialResult(TrialState state, double? value) => (State, Value) = (state, value);

    /// <summary>Complete or Pruned.</summary>
    public TrialState State { get; }

    /// <summary>The objective; null for a pruned trial.</summary>
    public double? Value { get; }

    /// <summary>The trial is complete.</summary>
    /// <param name="value">The objective. NaN makes the trial a failed one.</param>
    public static TrialResult Completed(double value) => new(TrialState.Complete, value);

    /// <summary>The trial obeyed <see cref="Pruners.PruningDecision.Prune"/>; its last report is kept as its value.</summary>
    public static TrialResult Pruned() => new(TrialState.Pruned, null);
}
