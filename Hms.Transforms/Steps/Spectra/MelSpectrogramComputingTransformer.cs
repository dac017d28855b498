using System.Numerics.Tensors;
using Hms.Signal.Spectra;
using Hms.Signal.Statistics;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Spectra;

/// <summary>Signal [channels, samples] to mel spectrograms [4, mels, frames] of the chains LL, LP, RP, RL, or [channels, mels, frames].</summary>
/// <remarks>
/// Spectrogram of each channel first, then the mean: waves averaged along a chain would telescope to its ends. NaN counts as the channel's mean (0 where the
/// channel has no value), as in the notebook.
/// </remarks>
public sealed class MelSpectrogramComputingTransformer : VectorMappingTransformer<MelSpectrogramComputingOptions>, IStatelessStep
{
    internal const string StepName = "MelSpectrogramComputing";

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns, windows and band.</param>
    public MelSpectrogramComputingTransformer(MelSpectrogramComputingOptions options) : base(options) { }

    private protected override string Step => StepName;

    internal static MelSpectrogramComputingTransformer Load(StepPayload payload) => new(payload.OptionsAs<MelSpectrogramComputingOptions>());

    private protected override ITransformer Copy(MelSpectrogramComputingOptions options) => new MelSpectrogramComputingTransformer(options);

    private protected override VectorMapping Bind(VectorShape input)
    {
        input.RequireDimensions("channels", "samples");
        var rate = SignalShapes.SampleRateHz(input, Options.SampleRateHz);
        var plan = ColumnMismatchException.Wrap(input.Column, () => new MelSpectrogramPlan(Options.ToMel(rate)));
        var samples = input.Dimensions[1];
        var frames = plan.FrameCount(samples);
        var kept = Options.FrameCount ?? Math.Max(1, samples / Options.HopSamples);
        if (kept > frames)
        {
            throw new ColumnMismatchException(input.Column, $"Column '{input.Column}' has {samples} samples, which give {frames} frames; FrameCount {kept} must not exceed them.");
        }
        var groups = ChannelGroups.Of(input, Options.Averaging, Options.ChannelNames);
        var output = new VectorShape(OutputColumn, [groups.Channels.Length, Options.MelCount, kept])
        {
            ChannelNames = groups.Names,
            FrequenciesHz = [.. plan.Filters.CentresHz.Select(frequency => (float)frequency)],
        };
        return new VectorMapping(output, () => Create(plan, samples, groups.Channels, kept));
    }

    private SpanFunction Create(MelSpectrogramPlan plan, int samples, int[][] groups, int kept)
    {
        var mels = Options.MelCount;
        var frames = plan.FrameCount(samples);
        var signal = new float[samples];
        var spectrogram = new float[mels * frames];
        return (x, y) =>
        {
            y.Clear();
            for (var group = 0; group < groups.Length; group++)
            {
                var image = y.Slice(group * mels * kept, mels * kept);
                foreach (var channel in groups[group])
                {
                    Amplitude.ReplaceMissingByMean(x.Slice(channel * samples, samples), signal);
                    plan.ComputePower(signal, spectrogram);
                    SpectrogramUnits.Convert(Options.Values, spectrogram);
                    for (var mel = 0; mel < mels; mel++)
                    {
                        var row = image.Slice(mel * kept, kept);
                        TensorPrimitives.Add(row, spectrogram.AsSpan(mel * frames, kept), row);
                    }
                }
                if (groups[group].Length > 1) { TensorPrimitives.Divide(image, groups[group].Length, image); }
            }
        };
    }
}
