using Hms.Tests.Support;
using Hms.Tests.Training.Torch;
using Hms.Training.Networks;
using Hms.Training.Onnx;
using Hms.Training.Torch;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Tests.Training.Onnx;

/// <summary>The graph that is exported against the module that learns; every network of the catalogue: NetworkOnnxParityTests.</summary>
[Collection(TorchCollection.Name)]
public sealed class OnnxParityTests : IDisposable
{
    private const double Tolerance = 1e-5;

    private readonly TorchThreads _threads = new();

    public void Dispose() => _threads.Dispose();

    [Fact]
    public void Write_LayersThatNoCatalogueNetworkUses_ScoreAsTorch()
    {
        var block = new ResidualSpec(SequenceSpec.Of(("conv1", new ConvolutionSpec(8, 12, 3, 2)), ("bn1", new BatchNormalizationSpec(12)), ("act1", new ActivationSpec(ActivationKind.Relu))))
        {
            Shortcut = SequenceSpec.Of(("0", new PoolingSpec(PoolingKind.Average, 3, 2, 1)), ("1", new ConvolutionSpec(8, 12, 1) { Padding = SpatialPadding.None })),
            Activation = ActivationKind.Relu,
        };
        var spec = new NetworkSpec("layers", 4, 6, SequenceSpec.Of(
            ("conv", new ConvolutionSpec(4, 8, 5, 2) { Padding = SpatialPadding.Same, HasBias = true }),
            ("gate", new ActivationSpec(ActivationKind.Sigmoid)),
            ("maxpool", new PoolingSpec(PoolingKind.Max, 3, 2, 1)),
            ("layer", block),
            ("pool", new GlobalAveragePoolSpec()),
            ("fc", new LinearSpec(12, 6))));
        AssertParity(spec, height: 31, width: 44, batch: 3);
    }

    [Fact]
    public void Write_SameWeights_GivesTheSameBytes()
    {
        var spec = NetworkCatalog.Create("small_cnn", new(4, 64, 112), 6);
        var weights = NetworkInitialization.Create(spec, 1);
        var metadata = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" };
        Assert.Equal(OnnxNetworkWriter.Write(spec, weights, new(64, 112), metadata), OnnxNetworkWriter.Write(spec, weights, new(64, 112), metadata));
    }

    [Fact]
    public void Write_FixedSizeAndMetadata_AreDeclaredInTheFile()
    {
        var spec = NetworkCatalog.Create("small_cnn", new(4, 64, 112), 6);
        using var session = new InferenceSession(OnnxNetworkWriter.Write(spec, NetworkInitialization.Create(spec, 1), new(64, 112), new Dictionary<string, string> { ["hms.seed"] = "7" }));
        Assert.Equal([-1, 4, 64, 112], session.InputMetadata["input"].Dimensions);
        Assert.Equal(["logits", "probabilities"], session.OutputMetadata.Keys);
        Assert.Equal("small_cnn", session.ModelMetadata.CustomMetadataMap["hms.network"]);
        Assert.Equal("7", session.ModelMetadata.CustomMetadataMap["hms.seed"]);
    }

    private static void AssertParity(NetworkSpec spec, int height, int width, int batch)
    {
        using var scope = NewDisposeScope();
        var weights = GoldenWeights.Create(spec);
        var input = GoldenWeights.Input(batch * spec.InputChannels * height * width);
        var module = TorchNetworkBuilder.Build(spec, weights);
        module.eval();
        using var noGrad = no_grad();
        var expected = module.call(tensor(input, [batch, spec.InputChannels, height, width]));
        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(OnnxNetworkWriter.Write(spec, weights, OnnxImageSize.Any), options);
        using var outputs = session.Run([NamedOnnxValue.CreateFromTensor("input", new DenseTensor<float>(input, [batch, spec.InputChannels, height, width]))]);
        AssertClose(expected, outputs.Single(output => output.Name == "logits"));
        AssertClose(expected.softmax(1), outputs.Single(output => output.Name == "probabilities"));
    }

    private static void AssertClose(torch.Tensor expected, DisposableNamedOnnxValue actual)
    {
        var wanted = expected.data<float>().ToArray();
        var values = actual.AsTensor<float>().ToArray();
        Assert.Equal(wanted.Length, values.Length);
        Assert.True(wanted.Distinct().Count() > 2, "The network's outputs are all alike; this test could not fail.");
        for (var i = 0; i < wanted.Length; i++) { Assert.Equal(wanted[i], values[i], Tolerance * Math.Max(1, Math.Abs(wanted[i]))); }
    }
}
