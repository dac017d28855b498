using Hms.Signal.Filters;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Filters;

/// <summary>Filters every channel of [channels, samples]. NaN spoils its channel (Fir: the samples around it): replace missing samples first.</summary>
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
        var function = Options.Design == FilterDesign.Fir ? Fir(input, rate) : Recursive(input, rate);
        return new VectorMapping(input with { SampleRateHz = (float)rate }, () => function);
    }

    private SpanFunction Recursive(VectorShape input, double rate)
    {
        var channels = input.Dimensions[0];
        var filter = ColumnMismatchException.Wrap(input.Column, () => Options.Sections(rate));
        if (Options.Phase == FilterPhase.Causal) { return (x, y) => filter.FilterChannels(x, channels, y); }
        RequireLonger(input, filter.PaddingSamples);
        return (x, y) => filter.FilterZeroPhaseChannels(x, channels, y);
    }

    private SpanFunction Fir(VectorShape input, double rate)
    {
        var samples = input.Dimensions[1];
        var filter = ColumnMismatchException.Wrap(input.Column, () => Options.Fir(rate));
        if (Options.Phase == FilterPhase.Zero) { RequireLonger(input, filter.PaddingSamples); }
        return (x, y) =>
        {
            for (var start = 0; start < x.Length; start += samples)
            {
                if (Options.Phase == FilterPhase.Zero) { filter.FilterZeroPhase(x.Slice(start, samples), y.Slice(start, samples)); }
                else { filter.Filter(x.Slice(start, samples), y.Slice(start, samples)); }
            }
        };
    }

    private static void RequireLonger(VectorShape input, int padding)
    {
        if (input.Dimensions[1] <= padding)
        {
            throw new ColumnMismatchException(input.Column, $"Column '{input.Column}' has {input.Dimensions[1]} samples; this zero-phase filter needs more than {padding}.");
        }
    }
}
