using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Values;

/// <summary>Options of <see cref="QuantileClippingEstimator"/>.</summary>
public sealed record QuantileClippingOptions : StepOptions
{
    /// <summary>Quantile of the lower limit, from 0 (no limit) to below <see cref="High"/>; default 0.01.</summary>
    public double Low { get; init; } = 0.01;

    /// <summary>Quantile of the upper limit, up to 1 (no limit); default 0.99.</summary>
    public double High { get; init; } = 0.99;

    private protected override void AddErrors(List<string> errors)
    {
        if (!(Low is >= 0 and <= 1)) { errors.Add(FormattableString.Invariant($"Low {Low} must be from 0 to 1.")); }
        if (!(High is >= 0 and <= 1)) { errors.Add(FormattableString.Invariant($"High {High} must be from 0 to 1.")); }
        if (!(Low < High)) { errors.Add(FormattableString.Invariant($"Low {Low} must be below High {High}.")); }
    }
}
