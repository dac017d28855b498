using Hms.Tests.Support;
using Hms.Tests.Training.Torch;
using Hms.Training.Networks;
using Hms.Training.Onnx;
using Hms.Training.Torch;
using Hms.Transforms.Scoring;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Tests.Training.Onnx;

/// <summary>What the exported file holds, and how near its logits are to those of the module that learnt.</summary>
[Collection(TorchCollection.Name)]
public sealed class OnnxExportTests : IDisposable
{
    /// <summary>The promise of the export, over the largest logit.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>Each weight is off by 2^-12 of itself at most; measured 2e-4 to 2e-2 for these depths and weights that are larger than trained ones.</summary>
    private const double HalfTolerance = 0.1;

    private readonly TorchThreads _threads = new();

    public void Dispose() => _threads.Dispose();

    private static readonly NetworkInput Image = new(4, 64, 64);

    public static TheoryData<string> Names => [.. NetworkCatalog.Names];

    public static TheoryData<string> ImageNetworks => [.. NetworkCatalog.Names.Where(name => NetworkCatalog.LayoutOf(name) == NetworkLayout.Image)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_CatalogueNetwork_HasNoBatchNormalizationLeftBehindAConvolution(string name)
    {
        var spec = NetworkCatalog.Create(name, NetworkCatalog.LayoutOf(name) == NetworkLayout.Signal ? NetworkInput.Signal(16, 1000) : Image, 6);
        var (folded, weights) = NormalizationFolding.Fold(spec, GoldenWeights.Create(spec));
        Assert.DoesNotContain(weights.Keys, key => key.EndsWith("running_mean", StringComparison.Ordinal));
        Assert.Equal(NetworkParameters.List(folded).Select(parameter => parameter.Key), weights.Keys);
        Assert.Equal(-1, OnnxNetworkWriter.Write(spec, GoldenWeights.Create(spec), OnnxImageSize.Any).AsSpan().IndexOf("BatchNormalization"u8));
    }

    [Fact]
    public void Fold_OneConvolution_EqualsTheFormula()
    {
        var spec = Small(new ConvolutionSpec(2, 3, 1) { HasBias = true });
        var weights = GoldenWeights.Create(spec);
        var (_, folded) = NormalizationFolding.Fold(spec, weights);
        for (var channel = 0; channel < 3; channel++)
        {
            var factor = weights["bn.weight"].Values[channel] / Math.Sqrt(weights["bn.running_var"].Values[channel] + 1e-5);
            for (var i = 2 * channel; i < (2 * channel) + 2; i++) { Assert.Equal((float)(weights["conv.weight"].Values[i] * factor), folded["conv.weight"].Values[i]); }
            var bias = ((double)weights["conv.bias"].Values[channel] - weights["bn.running_mean"].Values[channel]) * factor + weights["bn.bias"].Values[channel];
            Assert.Equal((float)bias, folded["conv.bias"].Values[channel]);
        }
    }

    [Fact]
    public void Write_BatchNormalizationWithoutAConvolutionBefore_StaysAndScoresAsTorch()
    {
        var spec = new NetworkSpec("first", 2, 3, SequenceSpec.Of(
            ("bn", new BatchNormalizationSpec(2)), ("conv", new ConvolutionSpec(2, 3, 3)), ("act", new ActivationSpec(ActivationKind.Relu)), ("bn2", new BatchNormalizationSpec(3)),
            ("pool", new GlobalAveragePoolSpec()), ("fc", new LinearSpec(3, 3))));
        Assert.True(OnnxNetworkWriter.Write(spec, GoldenWeights.Create(spec), OnnxImageSize.Any).AsSpan().IndexOf("BatchNormalization"u8) > 0);
        Assert.InRange(Difference(spec, GoldenWeights.Input(3 * 2 * 8 * 9), 8, 9, onnx => onnx), 0, Tolerance);
    }

    [Theory, InlineData("small_cnn"), InlineData("efficientnet_b0")]
    public void WithHalfWeights_Network_HalvesTheFileAndStaysNear(string name)
    {
        var spec = NetworkCatalog.Create(name, Image, 6);
        var full = OnnxNetworkWriter.Write(spec, GoldenWeights.Create(spec), OnnxImageSize.Any);
        var half = OnnxFile.WithHalfWeights(full);
        Assert.Equal("float32", OnnxFile.ReadMetadata(full)["hms.weights"]);
        if (name == "efficientnet_b0") { Assert.InRange((double)half.Length / full.Length, 0.5, 0.52); } // a small network is mostly nodes
        Assert.InRange(Difference(spec, GoldenWeights.Input(2 * 4 * 64 * 64), 64, 64, OnnxFile.WithHalfWeights), 1e-7, HalfTolerance);
    }

    [Fact]
    public void Write_Metadata_SaysNetworkSizeVersionAndWeights()
    {
        var spec = NetworkCatalog.Create("small_cnn", Image, 6);
        var texts = OnnxFile.ReadMetadata(OnnxNetworkWriter.Write(spec, GoldenWeights.Create(spec), new(64, null), new Dictionary<string, string> { ["hms.classNames"] = "[\"a\"]" }));
        Assert.Equal(("small_cnn", "4", "64xany", "6", "float32", "[\"a\"]"), (texts["hms.network"], texts["hms.inputChannels"], texts["hms.inputSize"], texts["hms.classCount"], texts["hms.weights"], texts["hms.classNames"]));
        Assert.Matches(@"^\d+\.\d+\.\d+$", texts["hms.version"]);
    }

    [Theory]
    [MemberData(nameof(ImageNetworks))]
    public void Write_CatalogueNetworkOnRealImages_ScoresAsTorch(string name) =>
        Assert.InRange(Difference(NetworkCatalog.Create(name, new(4, RealImages.Height, RealImages.Width), 6, new() { Dropout = 0.3 }), RealImages.Read(), RealImages.Height, RealImages.Width, onnx => onnx), 0, Tolerance);

    private static NetworkSpec Small(ConvolutionSpec convolution) => new(
        "small", 2, 3, SequenceSpec.Of(("conv", convolution), ("bn", new BatchNormalizationSpec(3)), ("pool", new GlobalAveragePoolSpec()), ("fc", new LinearSpec(3, 3))));

    /// <summary>Largest difference of a logit, over the largest logit.</summary>
    private static double Difference(NetworkSpec spec, float[] images, int height, int width, Func<byte[], byte[]> change)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var weights = GoldenWeights.Create(spec);
        long[] shape = [images.Length / (spec.InputChannels * height * width), spec.InputChannels, height, width];
        var module = TorchNetworkBuilder.Build(spec, weights);
        module.eval();
        var expected = module.call(tensor(images, shape)).data<float>().ToArray();
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        using var session = new InferenceSession(change(OnnxNetworkWriter.Write(spec, weights, OnnxImageSize.Any)), options);
        using var input = OrtValue.CreateTensorValueFromMemory(images, shape);
        using var run = new RunOptions();
        using var outputs = session.Run(run, [OnnxNetworkWriter.InputName], [input], [OnnxNetworkWriter.LogitsName]);
        var actual = outputs[0].GetTensorDataAsSpan<float>().ToArray();
        Assert.True(expected.Distinct().Count() > 2, "The network's outputs are all alike; this test could not fail.");
        return expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max() / Math.Max(1, expected.Max(Math.Abs));
    }
}
