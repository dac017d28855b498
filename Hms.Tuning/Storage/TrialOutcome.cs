using Hms.Tuning.Studies;

namespace Hms.Tuning.Storage;

/// <summary>How a trial ended.</summary>
/// <param name="State">Complete, Pruned or Fail.</param>
/// <param name="Value">The objective; for a pruned trial its last report; null where there is none. Not NaN.</param>
/// <param name="Failure">Why it failed; null otherwise.</param>
public sealed record TrialOutcome(TrialState State, double? Value, TrialFailure? Failure = null)
{
    /// <summary>Refuses an outcome that no trial can have.</summary>
    /// <exception cref="ArgumentException">The state is not a final one, a complete trial has no value, or the value is NaN.</exception>
    public void ThrowIfInvalid()
    {
        if (State is TrialState.Running or TrialState.Waiting) { throw new ArgumentException($"A trial cannot end as {State}."); }
        if (State == TrialState.Complete && Value is null) { throw new ArgumentException("A complete trial needs a value."); }
        if (Value is { } value && double.IsNaN(value)) { throw new ArgumentException("The value of a trial cannot be NaN; end it as failed."); }
    }
}
