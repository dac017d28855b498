using Hms.Tuning.Studies;

namespace Hms.Tuning.Storage;

/// <summary>How a trial ended.</summary>
/// <param name="State">Complete, Pruned or Fail.</param>
/// <param name="Values">The objectives; for a pruned trial its last reports; empty where there are none. Not NaN.</param>
/// <param name="Failure">Why it failed; null otherwise.</param>
public sealed record TrialOutcome(TrialState State, IReadOnlyList<double> Values, TrialFailure? Failure = null)
{
    /// <summary>Values of the constraints, at most 0 where kept; default none.</summary>
    public IReadOnlyList<double> Constraints { get; init; } = [];

    /// <summary>Refuses an outcome that no trial can have.</summary>
    /// <param name="objectives">Number of objectives of the study.</param>
    /// <exception cref="ArgumentException">The state is not a final one, a complete trial has not one value for each objective, or a value is NaN.</exception>
    public void ThrowIfInvalid(int objectives)
    {
        if (State is TrialState.Running or TrialState.Waiting) { throw new ArgumentException($"A trial cannot end as {State}."); }
        if (State == TrialState.Complete && Values.Count == 0) { throw new ArgumentException("A complete trial needs a value."); }
        if (Values.Count > 0 && Values.Count != objectives) { throw new ArgumentException($"The trial has {Values.Count} values; its study has {objectives} objectives."); }
        if (Values.Any(double.IsNaN)) { throw new ArgumentException("The value of a trial cannot be NaN; end it as failed."); }
    }
}
