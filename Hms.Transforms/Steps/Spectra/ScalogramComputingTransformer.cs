using System.Numerics.Tensors;
using Hms.Signal.Spectra;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Spectra;

/// <summary>Signal [channels, samples] to scalograms [channels, frequencies, frames], or [4, frequencies, frames] of the chains LL, LP, RP, RL.</summary>
/// <remarks>A channel that holds a NaN is NaN throughout, and so is its chain's mean. Samples outside the signal count as 0, so values near its ends are small.</remarks>
public sealed class ScalogramComputingTransformer : VectorMappingTransformer<ScalogramComputingOptions>, IStatelessStep
{
    internal const string StepName = "ScalogramComputing";

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns, frequencies and wavelets.</param>
    public ScalogramComputingTransformer(ScalogramComputingOptions options) : base(options) { }

    private protected override string Step => StepName;

    internal static ScalogramComputingTransformer Load(StepPayload payload) => new(payload.OptionsAs<ScalogramComputingOptions>());

    private protected override ITransformer Copy(ScalogramComputingOptions options) => new ScalogramComputingTransformer(options);

    private protected override VectorMapping Bind(VectorShape input)
    {
        input.RequireDimensions("channels", "samples");
        var rate = SignalShapes.SampleRateHz(input, Options.SampleRateHz);
        var (channels, samples) = (input.Dimensions[0], input.Dimensions[1]);
        var plan = ColumnMismatchException.Wrap(input.Column, () => new MorletPlan(Options.ToMorlet(rate), samples));
        var groups = ChainGroups.Of(input, Options.Averaging, Options.ChannelNames);
        var output = new VectorShape(OutputColumn, [groups.Count, plan.FrequenciesHz.Count, plan.FrameCount])
        {
            ChannelNames = groups.All(group => group.Name is not null) ? [.. groups.Select(group => group.Name!)] : null,
            FrequenciesHz = [.. plan.FrequenciesHz.Select(frequency => (float)frequency)],
        };
        if (Options.Averaging == SpectrogramAveraging.None) { return new VectorMapping(output, () => (x, y) => plan.Compute(x, y)); }
        return new VectorMapping(output, () => AverageGroups(plan, channels, [.. groups.Select(group => group.Channels)]));
    }

    private static SpanFunction AverageGroups(MorletPlan plan, int channels, int[][] groups)
    {
        var images = new float[channels * plan.ImageSize];
        return (x, y) =>
        {
            plan.Compute(x, images);
            for (var group = 0; group < groups.Length; group++)
            {
                var mean = y.Slice(group * plan.ImageSize, plan.ImageSize);
                mean.Clear();
                foreach (var channel in groups[group]) { TensorPrimitives.Add(mean, images.AsSpan(channel * plan.ImageSize, plan.ImageSize), mean); }
                TensorPrimitives.Divide(mean, groups[group].Length, mean);
            }
        };
    }
}
