using Hms.Signal.Filters;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Filters;

/// <summary>Resamples every channel of [channels, samples] to [channels, ceil(samples up / down)]. NaN spoils the samples around it: replace missing samples first.</summary>
public sealed class SignalResamplingTransformer : VectorMappingTransformer<SignalResamplingOptions>, IStatelessStep
{
    internal const string StepName = "SignalResampling";

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns and rates.</param>
    public SignalResamplingTransformer(SignalResamplingOptions options) : base(options) { }

    private protected override string Step => StepName;

    internal static SignalResamplingTransformer Load(StepPayload payload) => new(payload.OptionsAs<SignalResamplingOptions>());

    private protected override ITransformer Copy(SignalResamplingOptions options) => new SignalResamplingTransformer(options);

    private protected override VectorMapping Bind(VectorShape input)
    {
        input.RequireDimensions("channels", "samples");
        var rate = SignalShapes.SampleRateHz(input, Options.SampleRateHz);
        var resampler = ColumnMismatchException.Wrap(input.Column, () => PolyphaseResampler.ForRates(rate, Options.TargetSampleRateHz));
        int channels = input.Dimensions[0], samples = input.Dimensions[1], resampled = resampler.OutputLength(samples);
        var output = input with { Dimensions = [channels, resampled], SampleRateHz = (float)Options.TargetSampleRateHz };
        return new VectorMapping(output, () => (x, y) =>
        {
            for (var channel = 0; channel < channels; channel++) { resampler.Resample(x.Slice(channel * samples, samples), y.Slice(channel * resampled, resampled)); }
        });
    }
}
