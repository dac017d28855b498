using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Filters;

/// <summary>Filters every channel of [channels, samples]. NaN spoils its channel: replace missing samples first.</summary>
public sealed class SignalFilteringTransformer : VectorMappingTransformer<SignalFilteringOptions>, IStatelessStep
{
    internal const string StepName = "SignalFiltering";

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns and filter.</param>
    public SignalFilteringTransformer(SignalFilteringOptions options) : base(options) { }

    private protected override string Step => StepName;

    internal static SignalFilteringTransformer Load(StepPayload payload) => new(payload.OptionsAs<SignalFilteringOptions>());

    private protected override ITransformer Copy(SignalFilteringOptions options) => new SignalFilteringTransformer(options);

    private protected override VectorMapping Bind(VectorShape input)
    {
        input.RequireDimensions("channels", "samples");
        var rate = SignalShapes.SampleRateHz(input, Options.SampleRateHz);
        var filter = ColumnMismatchException.Wrap(input.Column, () => Options.Design(rate));
        var samples = input.Dimensions[1];
        if (Options.Phase == FilterPhase.Zero && samples <= filter.PaddingSamples)
        {
            throw new ColumnMismatchException(input.Column, $"Column '{input.Column}' has {samples} samples; this zero-phase filter needs more than {filter.PaddingSamples}.");
        }
        return new VectorMapping(input with { SampleRateHz = (float)rate }, () => (x, y) =>
        {
            for (var start = 0; start < x.Length; start += samples)
            {
                if (Options.Phase == FilterPhase.Zero) { filter.FilterZeroPhase(x.Slice(start, samples), y.Slice(start, samples)); }
                else { filter.Filter(x.Slice(start, samples), y.Slice(start, samples)); }
            }
        });
    }
}
