using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Values;

/// <summary>Options of <see cref="ValueClippingEstimator"/>. The baseline clips spectrogram power to [e^-6, e^10].</summary>
public sealed record ValueClippingOptions : StepOptions
{
    /// <summary>Lower limit, in the unit of the column; default e^-6.</summary>
    public float Low { get; init; } = (float)Math.Exp(-6);

    /// <summary>Upper limit, in the unit of the column; default e^10.</summary>
    public float High { get; init; } = (float)Math.Exp(10);

    private protected override void AddErrors(List<string> errors)
    {
        if (!(Low < High)) { errors.Add(FormattableString.Invariant($"Low {Low} must be below High {High}.")); }
    }
}
