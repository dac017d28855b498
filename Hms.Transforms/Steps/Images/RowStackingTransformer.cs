using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Images;

/// <summary>Images [C, H, W] to [1, C H, W], the first channel on top: [4, 129, 448] becomes the paper's [1, 516, 448]. NaN stays NaN.</summary>
/// <remarks>The one channel of the result is named after all (LL+LP+RP+RL); a frequency axis ends here, as the rows run through it several times.</remarks>
public sealed class RowStackingTransformer : VectorMappingTransformer<RowStackingOptions>, IStatelessStep
{
    internal const string StepName = "RowStacking";

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns and order.</param>
    public RowStackingTransformer(RowStackingOptions options) : base(options) { }

    private protected override string Step => StepName;

    internal static RowStackingTransformer Load(StepPayload payload) => new(payload.OptionsAs<RowStackingOptions>());

    private protected override ITransformer Copy(RowStackingOptions options) => new RowStackingTransformer(options);

    private protected override VectorMapping Bind(VectorShape input)
    {
        input.RequireDimensions("channels", "height", "width");
        var channels = Options.Channels is null ? [.. Enumerable.Range(0, input.Dimensions[0])] : Options.Channels.Select(name => Find(input, name)).ToArray();
        var (height, width) = (input.Dimensions[1], input.Dimensions[2]);
        var output = input with
        {
            Dimensions = [1, channels.Length * height, width],
            ChannelNames = input.ChannelNames is { } names ? [string.Join('+', channels.Select(channel => names[channel]))] : null,
            FrequenciesHz = channels.Length == 1 ? input.FrequenciesHz : null,
            SlotNames = null,
        };
        return new VectorMapping(output, () => (x, y) => Stack(x, y, channels, height * width));
    }

    private static void Stack(ReadOnlySpan<float> x, Span<float> y, int[] channels, int plane)
    {
        for (var i = 0; i < channels.Length; i++) { x.Slice(channels[i] * plane, plane).CopyTo(y.Slice(i * plane, plane)); }
    }

    private static int Find(VectorShape input, string name)
    {
        var names = input.ChannelNames ?? throw new ColumnMismatchException(input.Column, $"Column '{input.Column}' has no names of channels; leave Channels out to stack all in their order.");
        for (var i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], name, StringComparison.OrdinalIgnoreCase)) { return i; }
        }
        throw new ColumnMismatchException(input.Column, $"Column '{input.Column}' has no channel {name}; it has {string.Join(", ", names)}.");
    }
}
