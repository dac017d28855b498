using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Images;

/// <summary>Options of <see cref="SpectrogramArrangingEstimator"/>.</summary>
public sealed record SpectrogramArrangingOptions : StepOptions
{
    /// <summary>One channel or four; default one, as in the baseline.</summary>
    public SpectrogramLayout Layout { get; init; } = SpectrogramLayout.Single;
}
