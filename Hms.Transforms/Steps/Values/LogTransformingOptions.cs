using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Values;

/// <summary>Options of <see cref="LogTransformingEstimator"/>.</summary>
public sealed record LogTransformingOptions : StepOptions
{
    /// <summary>Which logarithm; default natural.</summary>
    public LogarithmScale Scale { get; init; } = LogarithmScale.Natural;

    /// <summary>Values below are raised to it first, so that an exact zero gives no infinity; above 0, default 1e-10 (librosa's amin).</summary>
    public float Floor { get; init; } = 1e-10f;

    private protected override void AddErrors(List<string> errors)
    {
        if (!(Floor > 0) || !float.IsFinite(Floor)) { errors.Add(FormattableString.Invariant($"Floor {Floor} must be above 0; the logarithm of 0 is not finite.")); }
    }
}
