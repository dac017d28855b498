using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Images;

/// <summary>Resizes images bilinearly with half-pixel centres, as torch's interpolate does with its defaults.</summary>
public sealed class ImageResizingEstimator : StepEstimator<ImageResizingOptions, ImageResizingTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns and size.</param>
    public ImageResizingEstimator(ImageResizingOptions options) : base(options) { }

    private protected override ImageResizingTransformer Create(IDataView input, VectorShape shape) => new(Options);
}
