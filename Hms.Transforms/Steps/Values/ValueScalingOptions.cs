using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Values;

/// <summary>Options of <see cref="ValueScalingEstimator"/>. Raw-EEG networks of the competition divide microvolts, clipped to +-1024, by 32.</summary>
public sealed record ValueScalingOptions : StepOptions
{
    /// <summary>Every value is multiplied by it; finite, not 0; default 1.</summary>
    public float Factor { get; init; } = 1;

    /// <summary>Added after multiplying; finite; default 0.</summary>
    public float Offset { get; init; }

    private protected override void AddErrors(List<string> errors)
    {
        if (!float.IsFinite(Factor) || Factor == 0) { errors.Add(FormattableString.Invariant($"Factor {Factor} must be finite and not 0, which would erase every value.")); }
        if (!float.IsFinite(Offset)) { errors.Add(FormattableString.Invariant($"Offset {Offset} must be finite.")); }
    }
}
