using Hms.Signal.Connectivity;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Features;

/// <summary>Signal [channels, samples] to the connectivity of its pairs: [pairs * bands], or the symmetric matrices [bands, channels, channels].</summary>
/// <remarks>
/// Pairs in the order of the upper triangle, (0,1), (0,2), ..., (1,2), ...; slots "Fp1-F3 delta", "Fp1-F3 theta", ... A channel that holds a NaN gives NaN in all its
/// pairs, but for coherences in the samples after the last whole segment; a silent one gives 0.
/// </remarks>
public sealed class ConnectivityComputingTransformer : VectorMappingTransformer<ConnectivityComputingOptions>, IStatelessStep
{
    internal const string StepName = "ConnectivityComputing";

    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns, measure and bands.</param>
    public ConnectivityComputingTransformer(ConnectivityComputingOptions options) : base(options) { }

    private protected override string Step => StepName;

    internal static ConnectivityComputingTransformer Load(StepPayload payload) => new(payload.OptionsAs<ConnectivityComputingOptions>());

    private protected override ITransformer Copy(ConnectivityComputingOptions options) => new ConnectivityComputingTransformer(options);

    private protected override VectorMapping Bind(VectorShape input)
    {
        input.RequireDimensions("channels", "samples");
        var rate = SignalShapes.SampleRateHz(input, Options.SampleRateHz);
        var (channels, samples) = (input.Dimensions[0], input.Dimensions[1]);
        if (channels < 2) { throw new ColumnMismatchException(input.Column, $"Column '{input.Column}' has {channels} channel; connectivity needs 2."); }
        var plan = ColumnMismatchException.Wrap(input.Column, () => new ConnectivityPlan(Options.ToPlan(rate), samples));
        var names = FeatureNames.Channels(input, Options.ChannelNames);
        var output = Options.Layout == FeatureLayout.Image ? Matrices(plan, channels) : Pairs(plan, names);
        return new VectorMapping(output, () =>
        {
            var matrices = new double[plan.MatrixCount * channels * channels];
            return (x, y) =>
            {
                plan.Compute(x, channels, matrices);
                if (Options.Layout == FeatureLayout.Image) { for (var i = 0; i < y.Length; i++) { y[i] = (float)matrices[i]; } }
                else { WriteTriangle(matrices, plan.MatrixCount, channels, y); }
            };
        });
    }

    private VectorShape Matrices(ConnectivityPlan plan, int channels) => new(OutputColumn, [plan.MatrixCount, channels, channels])
    {
        ChannelNames = plan.Options.Bands.Count == 0 ? null : [.. plan.Options.Bands.Select(band => band.Name)],
    };

    private VectorShape Pairs(ConnectivityPlan plan, IReadOnlyList<string> names)
    {
        var pairs = Enumerable.Range(0, names.Count).SelectMany(x => Enumerable.Range(x + 1, names.Count - x - 1).Select(y => FeatureNames.Pair(names[x], names[y]))).ToArray();
        var bands = plan.Options.Bands.Select(band => band.Name).ToArray();
        return new VectorShape(OutputColumn, [pairs.Length * plan.MatrixCount]) { SlotNames = bands.Length == 0 ? pairs : FeatureNames.Cross(pairs, bands) };
    }

    private static void WriteTriangle(ReadOnlySpan<double> matrices, int bands, int channels, Span<float> output)
    {
        var slot = 0;
        for (var x = 0; x < channels; x++)
        {
            for (var y = x + 1; y < channels; y++)
            {
                for (var band = 0; band < bands; band++) { output[slot++] = (float)matrices[(band * channels + x) * channels + y]; }
            }
        }
    }
}
