using Hms.Signal.Images;
using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Images;

/// <summary>Options of <see cref="ImageResizingEstimator"/>.</summary>
public sealed record ImageResizingOptions : StepOptions
{
    /// <summary>Rows of the result; default 512, as in the baseline.</summary>
    public int Height { get; init; } = 512;

    /// <summary>Columns of the result; default 512, as in the baseline.</summary>
    public int Width { get; init; } = 512;

    /// <summary>Whether shrinking averages over all pixels; default <see cref="ResizeFiltering.Sample"/>, as in the baseline (torch's antialias=False).</summary>
    public ResizeFiltering Filtering { get; init; } = ResizeFiltering.Sample;

    private protected override void AddErrors(List<string> errors)
    {
        if (Height < 1) { errors.Add($"Height {Height} must be at least 1."); }
        if (!Enum.IsDefined(Filtering)) { errors.Add($"Filtering {Filtering} is unknown; there are {string.Join(", ", Enum.GetNames<ResizeFiltering>())}."); }
        if (Width < 1) { errors.Add($"Width {Width} must be at least 1."); }
    }
}
