using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Values;

/// <summary>Options of <see cref="NormalizingEstimator"/>.</summary>
public sealed record NormalizingOptions : StepOptions
{
    /// <summary>Per row or over the training rows; default per row, as in the baseline.</summary>
    public NormalizationScope Scope { get; init; } = NormalizationScope.Instance;

    /// <summary>Which values share one mean and one standard deviation: all (default), or those of a frequency bin.</summary>
    public NormalizationAxis Axis { get; init; } = NormalizationAxis.All;

    /// <summary>Added to the standard deviation, so that a constant row gives zeros; default 1e-6.</summary>
    public double Epsilon { get; init; } = 1e-6;

    private protected override void AddErrors(List<string> errors)
    {
        if (!(Epsilon > 0) || !double.IsFinite(Epsilon)) { errors.Add(FormattableString.Invariant($"Epsilon {Epsilon} must be above 0.")); }
    }
}
