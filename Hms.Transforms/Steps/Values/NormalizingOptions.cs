using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Values;

/// <summary>Options of <see cref="NormalizingEstimator"/>.</summary>
public sealed record NormalizingOptions : StepOptions
{
    /// <summary>Per row or over the training rows; default per row, as in the baseline.</summary>
    public NormalizationScope Scope { get; init; } = NormalizationScope.Instance;

    /// <summary>Which values share one mean and one standard deviation: all (default), or those of a frequency bin.</summary>
    public NormalizationAxis Axis { get; init; } = NormalizationAxis.All;

    /// <summary>Mean and standard deviation (default), or median and interquartile range; the latter per row only.</summary>
    public NormalizationMethod Method { get; init; } = NormalizationMethod.Standard;

    /// <summary>Added to the standard deviation or interquartile range, so that a constant row gives zeros; default 1e-6.</summary>
    public double Epsilon { get; init; } = 1e-6;

    private protected override void AddErrors(List<string> errors)
    {
        if (Method == NormalizationMethod.Robust && Scope == NormalizationScope.Datawide)
        {
            errors.Add("Method Robust works per row only: datawide quartiles would need all values of the training rows at once. Choose Scope Instance, or Method Standard.");
        }
        if (Method == NormalizationMethod.Robust && Axis != NormalizationAxis.All) { errors.Add($"Method Robust works over all values of a row; choose Axis All, or Method Standard for Axis {Axis}."); }
        if (!(Epsilon > 0) || !double.IsFinite(Epsilon)) { errors.Add(FormattableString.Invariant($"Epsilon {Epsilon} must be above 0.")); }
    }
}
