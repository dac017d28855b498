using System.Numerics.Tensors;
using Hms.Signal.Spectra;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Spectra;

/// <summary>Signal [channels, samples] to power [channels, frequencies, windows], or [4, frequencies, windows] of the chains LL, LP, RP, RL.</summary>
/// <remarks>NaN: every window that holds one is NaN at all frequencies, and so is a chain's mean of it; in decibels the whole image is, as it has no maximum.</remarks>
public sealed class SpectrogramComputingTransformer : VectorMappingTransformer<SpectrogramComputingOptions>, IStatelessStep
{
    internal const string StepName = "SpectrogramComputing";

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns, windows and band.</param>
    public SpectrogramComputingTransformer(SpectrogramComputingOptions options) : base(options) { }

    private protected override string Step => StepName;

    internal static SpectrogramComputingTransformer Load(StepPayload payload) => new(payload.OptionsAs<SpectrogramComputingOptions>());

    private protected override ITransformer Copy(SpectrogramComputingOptions options) => new SpectrogramComputingTransformer(options);

    private protected override VectorMapping Bind(VectorShape input)
    {
        input.RequireDimensions("channels", "samples");
        var rate = SignalShapes.SampleRateHz(input, Options.SampleRateHz);
        var plan = ColumnMismatchException.Wrap(input.Column, () => new StftPlan(Options.ToStft(rate)));
        var (channels, samples) = (input.Dimensions[0], input.Dimensions[1]);
        var frames = plan.FrameCount(samples);
        if (frames < 1)
        {
            throw new ColumnMismatchException(input.Column, $"Column '{input.Column}' has {samples} samples; one window needs {Options.WindowSamples}.");
        }
        var groups = ChannelGroups.Of(input, Options.Averaging, Options.ChannelNames);
        var output = new VectorShape(OutputColumn, [groups.Channels.Length, plan.BinCount, frames])
        {
            ChannelNames = groups.Names,
            FrequenciesHz = [.. plan.FrequenciesHz.Select(frequency => (float)frequency)],
        };
        var values = Options.Values;
        return new VectorMapping(output, () => Create(plan, samples, groups.Channels, plan.BinCount * frames, values));
    }

    private static SpanFunction Create(StftPlan plan, int samples, int[][] groups, int imageSize, SpectrogramValues values)
    {
        var power = new float[imageSize];
        return (x, y) =>
        {
            for (var group = 0; group < groups.Length; group++)
            {
                var image = y.Slice(group * imageSize, imageSize);
                plan.ComputePower(x.Slice(groups[group][0] * samples, samples), image);
                foreach (var channel in groups[group].AsSpan(1))
                {
                    plan.ComputePower(x.Slice(channel * samples, samples), power);
                    TensorPrimitives.Add(image, power, image);
                }
                if (groups[group].Length > 1) { TensorPrimitives.Divide(image, groups[group].Length, image); }
                SpectrogramUnits.Convert(values, image);
            }
        };
    }
}
