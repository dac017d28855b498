namespace Hms.Training.Networks;

/// <summary>A small convolutional network that learns in seconds on a CPU: the default for quick experiments.</summary>
/// <remarks>
/// Four strided 3 x 3 convolutions (16, 32, 64, 96 channels; each with batch normalisation and SiLU) halve the image early, so that an image of
/// [4, 64, 112] costs about 7 million multiply-adds; between them stands one depthwise 5 x 5 residual block with squeeze and excite, which widens the
/// receptive field to 63 x 63 places. Global average pooling makes it independent of the image's size. Channels are multiples of 16, the width of
/// oneDNN's blocked layouts.
/// </remarks>
public static class SmallCnn
{
    /// <summary>Name in the catalogue.</summary>
    public const string Name = "small_cnn";

    private const int MixingKernel = 5;

    /// <summary>The network.</summary>
    /// <param name="input">The image; any size.</param>
    /// <param name="classCount">Number of logits.</param>
    /// <param name="options">Dropout, pooling, and the drop path of its one residual block.</param>
    public static NetworkSpec Create(NetworkInput input, int classCount, NetworkOptions options) => new(Name, input.Channels, classCount, SequenceSpec.Of(
        ("stem", Strided(input.Channels, 16)),
        ("stage1", Strided(16, 32)),
        ("stage2", Strided(32, 64)),
        ("mix", Mixing(64, 16) with { DropPath = options.DropPath }),
        ("stage3", Strided(64, 96)),
        ("pool", LayerSpec.GlobalPool(options.Pooling)),
        ("drop", new DropoutSpec(options.Dropout)),
        ("classifier", new LinearSpec(96, classCount))));

    private static SequenceSpec Strided(int from, int to) => SequenceSpec.Of(
        ("conv", new ConvolutionSpec(from, to, 3, 2)), ("bn", new BatchNormalizationSpec(to)), ("act", new ActivationSpec(ActivationKind.Silu)));

    private static ResidualSpec Mixing(int channels, int reduced) => new(SequenceSpec.Of(
        ("conv_dw", new ConvolutionSpec(channels, channels, MixingKernel) { Groups = channels }),
        ("bn1", new BatchNormalizationSpec(channels)),
        ("act1", new ActivationSpec(ActivationKind.Silu)),
        ("se", new SqueezeExciteSpec(channels, reduced)),
        ("conv_pw", new ConvolutionSpec(channels, channels, 1)),
        ("bn2", new BatchNormalizationSpec(channels))));
}
