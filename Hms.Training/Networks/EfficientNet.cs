namespace Hms.Training.Networks;

/// <summary>EfficientNet B0 and B1 (Tan and Le, 2019) with timm's names and keys: efficientnet_b0 (symmetric padding, epsilon 1e-5) and tf_efficientnet_b0 (SAME padding, epsilon 1e-3).</summary>
public static class EfficientNet
{
    private const int StemChannels = 32;
    private const int HeadChannels = 1280;
    private const int ReductionOfInput = 4;

    private static readonly Stage[] Stages =
    [
        new(1, 3, 1, 1, 16),
        new(2, 3, 2, 6, 24),
        new(2, 5, 2, 6, 40),
        new(3, 3, 2, 6, 80),
        new(3, 5, 1, 6, 112),
        new(4, 5, 2, 6, 192),
        new(1, 3, 1, 6, 320),
    ];

    /// <summary>B0: 4,015,234 learnt values for 3 channels and 6 classes.</summary>
    /// <param name="input">The image; any size.</param>
    /// <param name="classCount">Number of logits.</param>
    /// <param name="options">Dropout, drop path, pooling.</param>
    /// <param name="flavor">PyTorch's or TensorFlow's padding and epsilon.</param>
    public static NetworkSpec B0(NetworkInput input, int classCount, NetworkOptions options, EfficientNetFlavor flavor = EfficientNetFlavor.PyTorch) =>
        Build("efficientnet_b0", 1.0, input, classCount, options, flavor);

    /// <summary>B1: as B0 with 1.1 times the depth; 6,520,870 learnt values for 3 channels and 6 classes.</summary>
    /// <inheritdoc cref="B0" />
    public static NetworkSpec B1(NetworkInput input, int classCount, NetworkOptions options, EfficientNetFlavor flavor = EfficientNetFlavor.PyTorch) =>
        Build("efficientnet_b1", 1.1, input, classCount, options, flavor);

    private static NetworkSpec Build(string name, double depth, NetworkInput input, int classCount, NetworkOptions options, EfficientNetFlavor flavor)
    {
        var style = flavor == EfficientNetFlavor.TensorFlow ? new Style(SpatialPadding.Same, 1e-3) : new Style(SpatialPadding.Symmetric, 1e-5);
        var stages = new List<NamedLayer>();
        var channels = StemChannels;
        var dropPath = new DropPathRule(options.DropPath, Stages.Sum(stage => Repeats(stage, depth)));
        foreach (var stage in Stages)
        {
            var blocks = new List<NamedLayer>();
            for (var i = 0; i < Repeats(stage, depth); i++)
            {
                blocks.Add(new($"{i}", style.Block(channels, i == 0 ? stage : stage with { Stride = 1 }, dropPath.Next())));
                channels = stage.Channels;
            }
            stages.Add(new($"{stages.Count}", new SequenceSpec(blocks)));
        }
        return new(flavor == EfficientNetFlavor.TensorFlow ? $"tf_{name}" : name, input.Channels, classCount, SequenceSpec.Of(
            ("conv_stem", style.Convolution(input.Channels, StemChannels, 3, 2)),
            ("bn1", style.Normalization(StemChannels)),
            ("act1", Style.Activation),
            ("blocks", new SequenceSpec(stages)),
            ("conv_head", style.Convolution(channels, HeadChannels, 1)),
            ("bn2", style.Normalization(HeadChannels)),
            ("act2", Style.Activation),
            ("global_pool", LayerSpec.GlobalPool(options.Pooling)),
            ("drop", new DropoutSpec(options.Dropout)),
            ("classifier", new LinearSpec(HeadChannels, classCount))));
    }

    private static int Repeats(Stage stage, double depth) => (int)Math.Ceiling(stage.Repeats * depth);

    private sealed record Stage(int Repeats, int Kernel, int Stride, int Expansion, int Channels);

    private sealed record Style(SpatialPadding Padding, double Epsilon)
    {
        public static ActivationSpec Activation { get; } = new(ActivationKind.Silu);

        public ConvolutionSpec Convolution(int from, int to, int kernel, int stride = 1, int groups = 1) => new(from, to, kernel, stride) { Groups = groups, Padding = Padding };

        public BatchNormalizationSpec Normalization(int channels) => new(channels, Epsilon);

        public LayerSpec Block(int from, Stage stage, double dropPath)
        {
            var body = stage.Expansion == 1 ? DepthwiseSeparable(from, stage) : InvertedResidual(from, stage);
            return stage.Stride == 1 && from == stage.Channels ? new ResidualSpec(body) { DropPath = dropPath } : body;
        }

        private SequenceSpec DepthwiseSeparable(int from, Stage stage) => SequenceSpec.Of(
            ("conv_dw", Convolution(from, from, stage.Kernel, stage.Stride, from)),
            ("bn1", Normalization(from)),
            ("act1", Activation),
            ("se", new SqueezeExciteSpec(from, from / ReductionOfInput)),
            ("conv_pw", Convolution(from, stage.Channels, 1)),
            ("bn2", Normalization(stage.Channels)));

        private SequenceSpec InvertedResidual(int from, Stage stage)
        {
            var wide = from * stage.Expansion;
            return SequenceSpec.Of(
                ("conv_pw", Convolution(from, wide, 1)),
                ("bn1", Normalization(wide)),
                ("act1", Activation),
                ("conv_dw", Convolution(wide, wide, stage.Kernel, stage.Stride, wide)),
                ("bn2", Normalization(wide)),
                ("act2", Activation),
                ("se", new SqueezeExciteSpec(wide, from / ReductionOfInput)),
                ("conv_pwl", Convolution(wide, stage.Channels, 1)),
                ("bn3", Normalization(stage.Channels)));
        }
    }
}
