using Hms.Tests.Support;
using Hms.Tests.Training.Networks;
using Hms.Training.Losses;
using Hms.Training.Networks;
using Hms.Training.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Tests.Training.Torch;

/// <summary>What every network of the catalogue owes.</summary>
[Collection(TorchCollection.Name)]
public sealed class NetworkContractTests : IDisposable
{
    private const int Batch = 4;

    private readonly TorchThreads _threads = new();

    public void Dispose() => _threads.Dispose();

    public static TheoryData<string> Names => [.. NetworkCatalog.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_OnAnyInput_IsFiniteAndDeterministicAndMovesEveryWeight(string name)
    {
        var spec = NetworkCases.Create(name, GlobalPooling.GeneralizedMean, dropout: 0.2, dropPath: 0.2);
        var start = GoldenWeights.Create(spec);
        var first = Step(spec, start);
        Assert.Equal(first.Fingerprint(), Step(spec, start).Fingerprint());
        foreach (var parameter in NetworkParameters.List(spec))
        {
            Assert.True(Array.TrueForAll(first[parameter.Key].Values, float.IsFinite), $"{parameter.Key} is not finite.");
            Assert.False(first[parameter.Key].Values.AsSpan().SequenceEqual(start[parameter.Key].Values), $"{parameter.Key} has not changed.");
        }
    }

    [Fact]
    public void Forward_WithDropPath_LeavesTheBodyOutOfWholeRowsOrScalesIt()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var spec = new NetworkSpec("block", 3, 3, SequenceSpec.Of(("block", new ResidualSpec(SequenceSpec.Of(("conv", new ConvolutionSpec(3, 3, 1)))) { DropPath = 0.25 }), ("pool", new GlobalAveragePoolSpec())));
        var module = TorchNetworkBuilder.Build(spec, GoldenWeights.Create(spec));
        var input = tensor(GoldenWeights.Input(400 * 3 * 2 * 2), [400, 3, 2, 2]);
        module.eval();
        var pooled = input.mean([2, 3]);
        var body = module.call(input) - pooled;
        module.train();
        manual_seed(1);
        var trained = (module.call(input) - pooled).data<float>().ToArray();
        var expected = body.data<float>().ToArray();
        var dropped = 0;
        for (var row = 0; row < 400; row++)
        {
            var scale = Math.Abs(trained[row * 3]) < 1e-6 ? 0 : 1 / 0.75;
            dropped += scale == 0 ? 1 : 0;
            for (var i = row * 3; i < row * 3 + 3; i++) { Assert.Equal(scale * expected[i], trained[i], 1e-5); }
        }
        Assert.InRange(dropped, 100 - 4 * 9, 100 + 4 * 9); // binomial(400, 0.25): the standard deviation is 8.7
    }

    private static NetworkWeights Step(NetworkSpec spec, NetworkWeights start)
    {
        using var scope = NewDisposeScope();
        var input = NetworkCases.InputOf(spec.Name);
        using var module = TorchNetworkBuilder.Build(spec, start);
        Assert.Equal(start.Fingerprint(), TorchNetworkBuilder.Extract(spec, module).Fingerprint()); // what goes in comes out, bit for bit
        module.train();
        using var optimizer = optim.AdamW(module.parameters(), lr: 1e-2, weight_decay: 0);
        manual_seed(5);
        var images = tensor(GoldenWeights.Input(Batch * input.Channels * input.Height * input.Width), [Batch, input.Channels, input.Height, input.Width]);
        var votes = tensor(GoldenWeights.Input(Batch * 6), [Batch, 6]).softmax(1);
        SoftLabelKullbackLeibler.Mean(new Logits(module.call(images)), votes).backward();
        foreach (var (name, parameter) in module.named_parameters())
        {
            Assert.True(parameter.grad is not null && parameter.grad.isfinite().all().item<bool>(), $"{name} has no finite gradient.");
        }
        optimizer.step();
        return TorchNetworkBuilder.Extract(spec, module);
    }
}
