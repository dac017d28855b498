using Hms.Tests.Support;
using Hms.Tests.Training.Torch;
using Hms.Training.Networks;
using Hms.Training.Onnx;
using Hms.Training.Torch;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Hms.Tests.Training.Networks;

/// <summary>Every network of the catalogue with every pooling: the exported graph in ONNX Runtime against the module that learns, on inputs with odd sizes.</summary>
[Collection(TorchCollection.Name)]
public sealed class NetworkOnnxParityTests : IDisposable
{
    private const double Tolerance = 1e-5; // promised are 1e-4; single precision in two libraries gives 1e-6 for logits of this size
    private const double LargestLogit = 3;
    private const int Batch = 2;

    private readonly TorchThreads _threads = new();

    public void Dispose() => _threads.Dispose();

    public static TheoryData<string, GlobalPooling> All => NetworkCases.All;

    [Theory]
    [MemberData(nameof(All))]
    public void Write_CatalogueNetwork_ScoresAsTorch(string name, GlobalPooling pooling) => AssertParity(NetworkCases.Create(name, pooling, dropout: 0.3, dropPath: 0.2), NetworkCases.InputOf(name));

    [Fact]
    public void Write_LayersThatAreNotSquare_ScoreAsTorch()
    {
        var spec = new NetworkSpec("layers", 4, 6, SequenceSpec.Of(
            ("strip", new ConvolutionSpec(4, 8, new SpatialSize(3, 1), new SpatialSize(1, 2)) { Groups = 4 }),
            ("elu", new ActivationSpec(ActivationKind.Elu)),
            ("same", new ConvolutionSpec(8, 8, new SpatialSize(2, 6), new SpatialSize(2, 1)) { Padding = SpatialPadding.Same, HasBias = true }),
            ("edge", new PoolingSpec(PoolingKind.Max, new SpatialSize(2, 1), new SpatialSize(2, 1)) { Edge = PoolingEdge.Keep }),
            ("mean", new PoolingSpec(PoolingKind.Average, new SpatialSize(1, 3), new SpatialSize(1, 2), 0) { Edge = PoolingEdge.Keep }),
            ("pool", new GeneralizedMeanPoolSpec()),
            ("fc", new LinearSpec(8, 6))));
        AssertParity(spec, new(4, 31, 46));
    }

    private static void AssertParity(NetworkSpec spec, NetworkInput input)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var values = GoldenWeights.Input(Batch * input.Channels * input.Height * input.Width);
        var images = tensor(values, [Batch, input.Channels, input.Height, input.Width]);
        using var module = TorchNetworkBuilder.Build(spec, GoldenWeights.Create(spec));
        module.eval();
        var weights = Moderate(spec, module, images);
        var expected = module.call(images);
        Assert.True(expected.data<float>().ToArray().Distinct().Count() > 6, "The network's outputs are all alike; this test could not fail.");
        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(OnnxNetworkWriter.Write(spec, weights, OnnxImageSize.Any), options);
        int[] shape = spec.Layout == NetworkLayout.Signal ? [Batch, input.Height, input.Width] : [Batch, input.Channels, input.Height, input.Width];
        using var outputs = session.Run([NamedOnnxValue.CreateFromTensor(OnnxNetworkWriter.InputName, new DenseTensor<float>(values, shape))]);
        AssertClose(expected, outputs.Single(output => output.Name == OnnxNetworkWriter.LogitsName));
        AssertClose(expected.softmax(1), outputs.Single(output => output.Name == OnnxNetworkWriter.ProbabilitiesName));
    }

    /// <summary>Scales the classifier so that logits are of order 1: made-up statistics let those of a deep residual network grow into the hundreds, where a softmax says nothing.</summary>
    private static NetworkWeights Moderate(NetworkSpec spec, nn.Module<Tensor, Tensor> module, Tensor images)
    {
        var scale = LargestLogit / Math.Max(LargestLogit, module.call(images).abs().max().item<float>());
        foreach (var key in NetworkParameters.List(spec).Select(parameter => parameter.Key).TakeLast(2)) { module.state_dict()[key].mul_(scale); }
        return TorchNetworkBuilder.Extract(spec, module);
    }

    private static void AssertClose(Tensor expected, DisposableNamedOnnxValue actual)
    {
        var wanted = expected.data<float>().ToArray();
        var values = actual.AsTensor<float>().ToArray();
        Assert.Equal(wanted.Length, values.Length);
        for (var i = 0; i < wanted.Length; i++) { Assert.Equal(wanted[i], values[i], Tolerance); }
    }
}
