using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Resizes an image by bilinear interpolation.</summary>
[Description("Resizes an image by bilinear interpolation.")]
[Key("resize")]
public sealed record ResizeStep : ColumnStepSettings
{
    /// <summary>Height in pixels.</summary>
    [Description("Height in pixels.")]
    [Limits(AtLeast = 1, AtMost = 8192)]
    public required int Height { get; init; }

    /// <summary>Width in pixels.</summary>
    [Description("Width in pixels.")]
    [Limits(AtLeast = 1, AtMost = 8192)]
    public required int Width { get; init; }

    /// <summary>Whether shrinking averages over all pixels, as torchvision with antialias.</summary>
    [Description("Whether shrinking averages over all pixels, as torchvision with antialias.")]
    public bool Antialias { get; init; }
}
