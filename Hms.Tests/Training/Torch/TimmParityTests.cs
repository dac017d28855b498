using System.Text.Json;
using Hms.Tests.Support;
using Hms.Training.Losses;
using Hms.Training.Networks;
using Hms.Training.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Tests.Training.Torch;

/// <summary>Our networks against timm's own, weight by weight the same (Golden/training/SOURCE.md).</summary>
[Collection(TorchCollection.Name)]
public sealed class TimmParityTests : IDisposable
{
    // Two libtorch versions (1.13 and 2.10) sum in another order; torch-to-torch differences of 1e-5 in logits of order 1 are usual.
    private const double LogitTolerance = 2e-5;
    private const double RelativeGradientTolerance = 2e-4;

    private readonly TorchThreads _threads = new();

    public void Dispose() => _threads.Dispose();

    [Theory]
    [InlineData("efficientnet_b0")]
    [InlineData("tf_efficientnet_b0")]
    [InlineData("efficientnet_b1")]
    [InlineData("tf_efficientnet_b1")]
    public void Build_EfficientNet_AgreesWithTimm(string name)
    {
        using var scope = NewDisposeScope();
        var golden = TrainingGolden.Read(name);
        var spec = NetworkCatalog.Create(name, new(3, 61, 98), 6);
        var module = TorchNetworkBuilder.Build(spec, GoldenWeights.Create(spec));
        Assert.Equal(golden.GetProperty("keys").EnumerateArray().Select(entry => entry[0].GetString()!).Order(), module.state_dict().Keys.Order());
        var input = tensor(GoldenWeights.Input(2 * 3 * 61 * 98), [2, 3, 61, 98]);

        module.eval();
        using (no_grad()) { AssertClose(golden, "evalLogits", module.call(input)); }
        module.train();
        var logits = module.call(input);
        AssertClose(golden, "trainLogits", logits);
        AssertClose(golden, "stemRunningMeanAfter", module.state_dict()["bn1.running_mean"]);

        var votes = tensor(new[] { 0.5f, 0.5f, 0, 0, 0, 0, 0.1f, 0.2f, 0.3f, 0.2f, 0.1f, 0.1f }, [2, 6]);
        var loss = SoftLabelKullbackLeibler.Mean(new Logits(logits), votes);
        Assert.Equal(golden.GetProperty("loss").GetDouble(), loss.item<float>(), LogitTolerance);
        loss.backward();
        AssertGradients(golden, module);
    }

    private static void AssertGradients(JsonElement golden, nn.Module<Tensor, Tensor> module)
    {
        var gradients = module.named_parameters().ToDictionary(item => item.name, item => item.parameter.grad!.norm().item<float>());
        foreach (var expected in golden.GetProperty("gradientNorms").EnumerateObject())
        {
            Assert.Equal(1, gradients[expected.Name] / expected.Value.GetDouble(), RelativeGradientTolerance);
        }
    }

    private static void AssertClose(JsonElement golden, string name, Tensor actual)
    {
        var expected = golden.GetProperty(name).Numbers();
        var values = actual.detach().data<float>().ToArray();
        Assert.Equal(expected.Length, values.Length);
        for (var i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], values[i], LogitTolerance); }
    }
}
