using System.Text.Json;
using Hms.Tests.Support;
using Hms.Training.Losses;
using Hms.Training.Networks;
using Hms.Training.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Tests.Training.Torch;

/// <summary>ResNet, generalised-mean pooling, other channel counts and EEGNet against Python's torch (Golden/training/networks/SOURCE.md).</summary>
[Collection(TorchCollection.Name)]
public sealed class NetworkGoldenTests : IDisposable
{
    // Logits within 1e-4, or 1e-5 of the largest where that is above 10: two libtorch versions (1.13 and 2.10) sum in another order, in single precision.
    private const double LogitTolerance = 1e-4;
    private const double RelativeLogitTolerance = 1e-5;
    private const double RelativeGradientTolerance = 5e-4; // of the gradient's norm: it has passed up to 40 normalised layers, each of which divides by a deviation
    private const double RelativeStatisticTolerance = 1e-5;

    private readonly TorchThreads _threads = new();

    public void Dispose() => _threads.Dispose();

    public static TheoryData<string, string, GlobalPooling> Cases => new()
    {
        { "resnet34d", "resnet34d", GlobalPooling.Average },
        { "resnet34d_gem_1ch", "resnet34d", GlobalPooling.GeneralizedMean },
        { "efficientnet_b0_gem_4ch", "efficientnet_b0", GlobalPooling.GeneralizedMean },
        { "tf_efficientnet_b0_gem_1ch", "tf_efficientnet_b0", GlobalPooling.GeneralizedMean },
        { "eegnet", "eegnet", GlobalPooling.Average },
        { "eegnet_gem", "eegnet", GlobalPooling.GeneralizedMean },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Build_GoldenWeights_AgreesWithPython(string file, string name, GlobalPooling pooling)
    {
        using var scope = NewDisposeScope();
        var golden = TrainingGolden.Read($"networks/{file}");
        var spec = Spec(golden, file, name, pooling);
        AssertKeys(golden, spec);
        var module = TorchNetworkBuilder.Build(spec, GoldenWeights.Create(spec));
        var shape = golden.GetProperty("shape").Numbers().Select(size => (int)size).ToArray();
        var input = tensor(GoldenWeights.Input(2 * shape.Aggregate(1, (product, size) => product * size)), [2, .. shape.Select(size => (long)size)]);

        module.eval();
        using (no_grad()) { AssertLogits(golden, "evalLogits", module.call(input)); }
        module.train();
        var logits = module.call(input);
        AssertLogits(golden, "trainLogits", logits);
        var votes = tensor(new[] { 0.5f, 0.5f, 0, 0, 0, 0, 0.1f, 0.2f, 0.3f, 0.2f, 0.1f, 0.1f }, [2, 6]);
        var loss = SoftLabelKullbackLeibler.Mean(new Logits(logits), votes);
        Assert.Equal(golden.GetProperty("loss").GetDouble(), loss.item<float>(), LogitTolerance);
        loss.backward();
        AssertSums(golden.GetProperty("gradients"), module.named_parameters().ToDictionary(item => item.name, item => item.parameter.grad!), RelativeGradientTolerance);
        AssertSums(golden.GetProperty("statistics"), module.state_dict(), RelativeStatisticTolerance);
    }

    private static NetworkSpec Spec(JsonElement golden, string file, string name, GlobalPooling pooling)
    {
        var shape = golden.GetProperty("shape").Numbers();
        var sizes = file == "eegnet_gem" ? new EegNetOptions { TemporalFilters = 4, SpatialFilters = 3, Features = 10, KernelSamples = 31 } : new();
        return NetworkCatalog.Create(name, new((int)shape[0], (int)shape[1], (int)shape[2]), 6, new() { Pooling = pooling, EegNet = sizes });
    }

    private static void AssertKeys(JsonElement golden, NetworkSpec spec)
    {
        var expected = golden.GetProperty("keys").EnumerateArray()
            .Select(entry => $"{entry[0].GetString()} [{string.Join(", ", entry[1].Numbers())}]")
            .Where(entry => !entry.Contains("num_batches_tracked"));
        Assert.Equal(expected.Order(), NetworkParameters.List(spec).Select(parameter => $"{parameter.Key} [{string.Join(", ", parameter.Shape)}]").Order());
        Assert.Equal(golden.GetProperty("parameters").GetInt64(), NetworkParameters.LearntCount(spec));
        var shape = golden.GetProperty("shape").Numbers();
        Assert.Equal(golden.GetProperty("multiplyAdds").GetInt64(), NetworkCost.MultiplyAdds(spec, new((int)shape[0], (int)shape[1], (int)shape[2])));
    }

    private static void AssertLogits(JsonElement golden, string name, Tensor actual)
    {
        var expected = golden.GetProperty(name).Numbers();
        var values = actual.detach().data<float>().ToArray();
        var tolerance = Math.Max(LogitTolerance, RelativeLogitTolerance * expected.Max(Math.Abs));
        Assert.Equal(expected.Length, values.Length);
        for (var i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], values[i], tolerance); }
    }

    /// <summary>Sum and norm, both within a share of the norm: a sum of many values of both signs can be near 0.</summary>
    private static void AssertSums(JsonElement golden, IReadOnlyDictionary<string, Tensor> tensors, double relativeTolerance)
    {
        foreach (var expected in golden.EnumerateObject())
        {
            var values = tensors[expected.Name].detach().to(ScalarType.Float64);
            var norm = expected.Value.GetProperty("norm").GetDouble();
            Assert.True(norm > 1e-6, $"{expected.Name} has no gradient to compare.");
            Assert.True(Math.Abs(values.norm().item<double>() - norm) <= relativeTolerance * norm, $"{expected.Name}: norm {values.norm().item<double>()}; {norm} is expected.");
            Assert.Equal(expected.Value.GetProperty("sum").GetDouble(), values.sum().item<double>(), relativeTolerance * norm * Math.Sqrt(values.numel()));
        }
    }
}
