using Hms.Signal.Spectra;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Hms.Transforms.Steps.Values;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Features;

/// <summary>Signal [channels, samples] to power in bands, [channels * bands] with slots "Fp1 delta", "Fp1 theta", ..., or the image [1, channels, bands].</summary>
/// <remarks>A channel that holds a NaN gives NaN in all its bands, but in the samples after the last whole segment; a silent one gives 0, or the logarithm of the floor.</remarks>
public sealed class BandPowerComputingTransformer : VectorMappingTransformer<BandPowerComputingOptions>, IStatelessStep
{
    internal const string StepName = "BandPowerComputing";

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns, bands and spectrum.</param>
    public BandPowerComputingTransformer(BandPowerComputingOptions options) : base(options) { }

    private protected override string Step => StepName;

    internal static BandPowerComputingTransformer Load(StepPayload payload) => new(payload.OptionsAs<BandPowerComputingOptions>());

    private protected override ITransformer Copy(BandPowerComputingOptions options) => new BandPowerComputingTransformer(options);

    private protected override VectorMapping Bind(VectorShape input)
    {
        input.RequireDimensions("channels", "samples");
        var rate = SignalShapes.SampleRateHz(input, Options.SampleRateHz);
        var plan = ColumnMismatchException.Wrap(input.Column, () => new BandPowerPlan(Options.ToWelch(rate), Options.Bands, Options.Integration));
        var (channels, samples, bands) = (input.Dimensions[0], input.Dimensions[1], plan.Bands.Count);
        if (plan.Welch.SegmentCount(samples) < 1)
        {
            throw new ColumnMismatchException(input.Column, $"Column '{input.Column}' has {samples} samples; one segment needs {Options.SegmentSamples}.");
        }
        var output = new VectorShape(OutputColumn, Options.Layout == FeatureLayout.Image ? [1, channels, bands] : [channels * bands])
        {
            SlotNames = FeatureNames.Cross(FeatureNames.Channels(input, Options.ChannelNames), [.. plan.Bands.Select(band => band.Name)]),
        };
        return new VectorMapping(output, () =>
        {
            var powers = new double[bands];
            return (x, y) =>
            {
                for (var channel = 0; channel < channels; channel++)
                {
                    var signal = x.Slice(channel * samples, samples);
                    if (Options.Measure == BandPowerMeasure.Relative) { plan.ComputeRelative(signal, powers); }
                    else { plan.ComputeAbsolute(signal, powers); }
                    for (var band = 0; band < bands; band++) { y[channel * bands + band] = (float)Scaled(powers[band]); }
                }
            };
        });
    }

    private double Scaled(double power) => Options.Logarithm switch
    {
        LogarithmScale.Natural => Math.Log(Math.Max(power, Options.LogFloor)),
        LogarithmScale.Decibel => 10 * Math.Log10(Math.Max(power, Options.LogFloor)),
        _ => power,
    };
}
