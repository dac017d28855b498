using Hms.Signal.Images;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Images;

/// <summary>Images [C, H, W] to [C, Height, Width]. A pixel is NaN where a pixel that it mixes is.</summary>
/// <remarks>A frequency axis is mixed as the rows are: row i of the result has the frequency at which it samples the image.</remarks>
public sealed class ImageResizingTransformer : VectorMappingTransformer<ImageResizingOptions>, IStatelessStep
{
    internal const string StepName = "ImageResizing";

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns and size.</param>
    public ImageResizingTransformer(ImageResizingOptions options) : base(options) { }

    private protected override string Step => StepName;

    internal static ImageResizingTransformer Load(StepPayload payload) => new(payload.OptionsAs<ImageResizingOptions>());

    private protected override ITransformer Copy(ImageResizingOptions options) => new ImageResizingTransformer(options);

    private protected override VectorMapping Bind(VectorShape input)
    {
        input.RequireDimensions("channels", "height", "width");
        var resize = new BilinearResize(input.Dimensions[1], input.Dimensions[2], Options.Height, Options.Width, Options.Filtering);
        var output = new VectorShape(OutputColumn, [input.Dimensions[0], Options.Height, Options.Width])
        {
            ChannelNames = input.ChannelNames,
            FrequenciesHz = ResizeFrequencies(input),
            SampleRateHz = input.SampleRateHz * Options.Width / input.Dimensions[2],
        };
        return new VectorMapping(output, () => resize.Apply);
    }

    private float[]? ResizeFrequencies(VectorShape input)
    {
        if (input.FrequenciesHz is not { } frequencies || frequencies.Count != input.Dimensions[1]) { return null; }
        var resized = new float[Options.Height];
        new BilinearResize(frequencies.Count, 1, Options.Height, 1, Options.Filtering).Apply([.. frequencies], resized);
        return resized;
    }
}
