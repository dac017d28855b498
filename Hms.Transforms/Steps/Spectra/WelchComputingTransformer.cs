using Hms.Signal.Spectra;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Hms.Transforms.Steps.Features;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Spectra;

/// <summary>Signal [channels, samples] to power spectra [channels, bins] with slots "Fp1 10.5 Hz", or the image [1, channels, bins].</summary>
/// <remarks>A channel that holds a NaN gives NaN at all frequencies, but in the samples after the last whole segment.</remarks>
public sealed class WelchComputingTransformer : VectorMappingTransformer<WelchComputingOptions>, IStatelessStep
{
    internal const string StepName = "WelchComputing";

    // A frequency that is meant to be a bin's must not miss it by rounding.
    private const double HzTolerance = 1e-9;

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns, segments and band.</param>
    public WelchComputingTransformer(WelchComputingOptions options) : base(options) { }

    private protected override string Step => StepName;

    internal static WelchComputingTransformer Load(StepPayload payload) => new(payload.OptionsAs<WelchComputingOptions>());

    private protected override ITransformer Copy(WelchComputingOptions options) => new WelchComputingTransformer(options);

    private protected override VectorMapping Bind(VectorShape input)
    {
        input.RequireDimensions("channels", "samples");
        var rate = SignalShapes.SampleRateHz(input, Options.SampleRateHz);
        var plan = ColumnMismatchException.Wrap(input.Column, () => new WelchPlan(Options.ToWelch(rate)));
        var (channels, samples) = (input.Dimensions[0], input.Dimensions[1]);
        if (plan.SegmentCount(samples) < 1)
        {
            throw new ColumnMismatchException(input.Column, $"Column '{input.Column}' has {samples} samples; one segment needs {Options.SegmentSamples}.");
        }
        var kept = Enumerable.Range(0, plan.BinCount).Where(bin => IsKept(plan.FrequenciesHz[bin])).ToArray();
        if (kept.Length == 0)
        {
            throw new ColumnMismatchException(input.Column, FormattableString.Invariant(
                $"Column '{input.Column}': no frequency bin lies between {Options.LowHz} and {Options.HighHz} Hz; the bins are {plan.FrequenciesHz[1]} Hz apart, so widen the band or raise SegmentSamples."));
        }
        var names = FeatureNames.Channels(input, Options.ChannelNames);
        var output = new VectorShape(OutputColumn, Options.Layout == FeatureLayout.Image ? [1, channels, kept.Length] : [channels, kept.Length])
        {
            ChannelNames = Options.Layout == FeatureLayout.Image ? null : input.ChannelNames,
            SlotNames = FeatureNames.Cross(names, [.. kept.Select(bin => FormattableString.Invariant($"{plan.FrequenciesHz[bin]:0.####} Hz"))]),
        };
        return new VectorMapping(output, () =>
        {
            var power = new double[plan.BinCount];
            return (x, y) =>
            {
                for (var channel = 0; channel < channels; channel++)
                {
                    plan.ComputePower(x.Slice(channel * samples, samples), power);
                    for (var i = 0; i < kept.Length; i++) { y[channel * kept.Length + i] = (float)power[kept[0] + i]; }
                }
            };
        });
    }

    private bool IsKept(double frequencyHz) => frequencyHz >= Options.LowHz - HzTolerance && !(frequencyHz > Options.HighHz + HzTolerance);
}
