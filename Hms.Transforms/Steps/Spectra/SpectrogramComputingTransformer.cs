using System.Numerics.Tensors;
using Hms.Signal.Montages;
using Hms.Signal.Spectra;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Spectra;

/// <summary>Signal [channels, samples] to power [channels, frequencies, windows], or [4, frequencies, windows] of the chains LL, LP, RP, RL.</summary>
/// <remarks>Every window that holds a NaN is NaN at all frequencies, and so is a chain's mean of it.</remarks>
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
        var groups = Options.Averaging == SpectrogramAveraging.Chains
            ? Chains(input)
            : [.. Enumerable.Range(0, channels).Select(channel => (Name: input.ChannelNames?[channel], Channels: new[] { channel }))];
        var output = new VectorShape(OutputColumn, [groups.Count, plan.BinCount, frames])
        {
            ChannelNames = groups.All(group => group.Name is not null) ? [.. groups.Select(group => group.Name!)] : null,
            SampleRateHz = (float)(rate / Options.HopSamples),
            FrequenciesHz = [.. plan.FrequenciesHz.Select(frequency => (float)frequency)],
        };
        return new VectorMapping(output, () => Create(plan, samples, [.. groups.Select(group => group.Channels)], plan.BinCount * frames));
    }

    private static SpanFunction Create(StftPlan plan, int samples, int[][] groups, int imageSize)
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
            }
        };
    }

    /// <summary>The channels of each chain of the double banana, found by their names.</summary>
    private List<(string? Name, int[] Channels)> Chains(VectorShape input)
    {
        var names = SignalShapes.ChannelNames(input, Options.ChannelNames).ToList();
        var montage = Montage.LongitudinalBipolar16;
        return [.. montage.Chains.Select(chain => ((string?)chain.Name, montage.Pairs.Skip(chain.FirstPair).Take(chain.PairCount).Select(pair => Find(input, names, pair.Name)).ToArray()))];
    }

    private static int Find(VectorShape input, List<string> names, string pair) => names.FindIndex(name => string.Equals(name, pair, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index
        ? index
        : throw new ColumnMismatchException(input.Column, $"Column '{input.Column}' has no channel {pair}, which averaging along chains needs; it has {string.Join(", ", names)}. Apply the montage 'longitudinal-bipolar-16' first.");
}
