using Hms.Signal.Statistics;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Values;

/// <summary>Puts a value in the place of every NaN. A channel is a run along the last dimension. Infinities stay.</summary>
public sealed class MissingValueReplacingTransformer : VectorMappingTransformer<MissingValueReplacingOptions>, IStatelessStep
{
    internal const string StepName = "MissingValueReplacing";

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns and policy.</param>
    public MissingValueReplacingTransformer(MissingValueReplacingOptions options) : base(options) { }

    private protected override string Step => StepName;

    internal static MissingValueReplacingTransformer Load(StepPayload payload) => new(payload.OptionsAs<MissingValueReplacingOptions>());

    private protected override ITransformer Copy(MissingValueReplacingOptions options) => new MissingValueReplacingTransformer(options);

    private protected override VectorMapping Bind(VectorShape input)
    {
        var length = input.Dimensions[^1];
        return new VectorMapping(input, () => (x, y) =>
        {
            for (var start = 0; start < y.Length; start += length) { Replace(x.Slice(start, length), y.Slice(start, length)); }
        });
    }

    private void Replace(ReadOnlySpan<float> x, Span<float> y)
    {
        switch (Options.Policy)
        {
            case MissingValuePolicy.Zero: Amplitude.ReplaceMissing(x, 0, y); break;
            case MissingValuePolicy.Constant: Amplitude.ReplaceMissing(x, Options.Constant, y); break;
            case MissingValuePolicy.ChannelMean: Amplitude.ReplaceMissingByMean(x, y); break;
            default: Amplitude.InterpolateMissing(x, y); break;
        }
    }
}
