namespace Hms.Training.Networks;

/// <summary>EEGNet (Lawhern et al., J. Neural Eng. 15, 2018; the authors' version 4): a small network on the raw EEG.</summary>
/// <remarks>
/// Filters over time (SAME padding), then for each of them spatial filters over all electrodes, then a separable convolution over time; batch normalisation, ELU,
/// mean pooling by 4 and 8 samples, and dropout as in the paper. Two differences: the features are pooled over the remaining time, where the paper flattens them, so that
/// any length of at least 32 samples works with the same number of weights; and the weights of the spatial filters and the classifier are not held below a norm
/// (use weight decay). Reads [N, 1, electrodes, samples]; the number of electrodes is part of the network.
/// </remarks>
public static class EegNet
{
    /// <summary>Name in the catalogue.</summary>
    public const string Name = "eegnet";

    private const int SeparableSamples = 16;
    private const int FirstPool = 4;
    private const int SecondPool = 8;

    private static readonly ActivationSpec Activation = new(ActivationKind.Elu);

    /// <summary>The network.</summary>
    /// <param name="input">[1, electrodes, samples].</param>
    /// <param name="classCount">Number of logits.</param>
    /// <param name="options">Dropout, pooling and sizes.</param>
    public static NetworkSpec Create(NetworkInput input, int classCount, NetworkOptions options)
    {
        var sizes = options.EegNet;
        var spatial = sizes.TemporalFilters * sizes.SpatialFilters;
        return new(Name, input.Channels, classCount, SequenceSpec.Of(
            ("conv_temporal", OverTime(input.Channels, sizes.TemporalFilters, sizes.KernelSamples, groups: 1)),
            ("bn1", new BatchNormalizationSpec(sizes.TemporalFilters)),
            ("conv_spatial", new ConvolutionSpec(sizes.TemporalFilters, spatial, new SpatialSize(input.Height, 1)) { Groups = sizes.TemporalFilters, Padding = SpatialPadding.None }),
            ("bn2", new BatchNormalizationSpec(spatial)),
            ("act1", Activation),
            ("pool1", Mean(FirstPool)),
            ("drop1", new DropoutSpec(options.Dropout)),
            ("conv_dw", OverTime(spatial, spatial, SeparableSamples, spatial)),
            ("conv_pw", new ConvolutionSpec(spatial, sizes.Features, 1)),
            ("bn3", new BatchNormalizationSpec(sizes.Features)),
            ("act2", Activation),
            ("pool2", Mean(SecondPool)),
            ("drop2", new DropoutSpec(options.Dropout)),
            ("global_pool", LayerSpec.GlobalPool(options.Pooling)),
            ("classifier", new LinearSpec(sizes.Features, classCount))))
        {
            Layout = NetworkLayout.Signal,
        };
    }

    private static ConvolutionSpec OverTime(int from, int to, int samples, int groups) => new(from, to, new SpatialSize(1, samples)) { Groups = groups, Padding = SpatialPadding.Same };

    private static PoolingSpec Mean(int samples) => new(PoolingKind.Average, new SpatialSize(1, samples), new SpatialSize(1, samples));
}
