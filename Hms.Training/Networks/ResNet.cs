namespace Hms.Training.Networks;

/// <summary>ResNet-34-D (He et al., 2016, with the deep stem and the pooled shortcuts of He et al., 2019) with timm's name and keys.</summary>
/// <remarks>
/// The second batch normalisation of every block starts with scale 0, as in timm, so that each block starts as its shortcut. 21,306,982 learnt values for 3 channels and 6 classes.
/// </remarks>
public static class ResNet
{
    /// <summary>Name in the catalogue.</summary>
    public const string Name34D = "resnet34d";

    private const int StemChannels = 32;
    private const int PooledStem = 2;

    private static readonly (int Blocks, int Channels)[] Stages = [(3, 64), (4, 128), (6, 256), (3, 512)];
    private static readonly ActivationSpec Activation = new(ActivationKind.Relu);

    /// <summary>The network.</summary>
    /// <param name="input">The image; any size.</param>
    /// <param name="classCount">Number of logits.</param>
    /// <param name="options">Dropout, drop path, pooling.</param>
    public static NetworkSpec Create34D(NetworkInput input, int classCount, NetworkOptions options)
    {
        var channels = StemChannels * 2;
        var layers = new List<NamedLayer>
        {
            new("conv1", Stem(input.Channels)),
            new("bn1", new BatchNormalizationSpec(channels)),
            new("act1", Activation),
            new("maxpool", new PoolingSpec(PoolingKind.Max, 3, PooledStem, 1)),
        };
        var depth = new DropPathRule(options.DropPath, Stages.Sum(stage => stage.Blocks) - 1);
        for (var i = 0; i < Stages.Length; i++)
        {
            layers.Add(new($"layer{i + 1}", Stage(channels, Stages[i], i == 0 ? 1 : 2, depth)));
            channels = Stages[i].Channels;
        }
        layers.Add(new("global_pool", LayerSpec.GlobalPool(options.Pooling)));
        layers.Add(new("drop", new DropoutSpec(options.Dropout)));
        layers.Add(new("fc", new LinearSpec(channels, classCount)));
        return new(Name34D, input.Channels, classCount, new SequenceSpec(layers));
    }

    private static SequenceSpec Stem(int inputChannels) => SequenceSpec.Of(
        ("0", new ConvolutionSpec(inputChannels, StemChannels, 3, 2)),
        ("1", new BatchNormalizationSpec(StemChannels)),
        ("2", Activation),
        ("3", new ConvolutionSpec(StemChannels, StemChannels, 3)),
        ("4", new BatchNormalizationSpec(StemChannels)),
        ("5", Activation),
        ("6", new ConvolutionSpec(StemChannels, StemChannels * 2, 3)));

    private static SequenceSpec Stage(int from, (int Blocks, int Channels) stage, int stride, DropPathRule depth) => new(
    [
        .. Enumerable.Range(0, stage.Blocks).Select(i => new NamedLayer($"{i}", i == 0 ? Block(from, stage.Channels, stride, depth.Next()) : Block(stage.Channels, stage.Channels, 1, depth.Next()))),
    ]);

    private static ResidualSpec Block(int from, int to, int stride, double dropPath) => new(SequenceSpec.Of(
        ("conv1", new ConvolutionSpec(from, to, 3, stride)),
        ("bn1", new BatchNormalizationSpec(to)),
        ("act1", Activation),
        ("conv2", new ConvolutionSpec(to, to, 3)),
        ("bn2", new BatchNormalizationSpec(to) { StartScale = 0 })))
    {
        Activation = ActivationKind.Relu,
        DropPath = dropPath,
        Shortcut = stride == 1 && from == to ? null : SequenceSpec.Of(
            ("0", new PoolingSpec(PoolingKind.Average, 2, stride) { Edge = PoolingEdge.Keep }),
            ("1", new ConvolutionSpec(from, to, 1)),
            ("2", new BatchNormalizationSpec(to))),
    };
}
