using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Images;

/// <summary>Options of <see cref="ImageResizingEstimator"/>.</summary>
public sealed record ImageResizingOptions : StepOptions
{
    /// <summary>Rows of the result; default 512, as in the baseline.</summary>
    public int Height { get; init; } = 512;

    /// <summary>Columns of the result; default 512, as in the baseline.</summary>
    public int Width { get; init; } = 512;

    private protected override void AddErrors(List<string> errors)
    {
        if (Height < 1) { errors.Add($"Height {Height} must be at least 1."); }
        if (Width < 1) { errors.Add($"Width {Width} must be at least 1."); }
    }
}
