using Hms.Tests.Support;
using Hms.Tests.Training.Networks;
using Hms.Training.Networks;
using Hms.Training.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Tests.Training.Torch;

/// <summary>A move to another type replaces the parameters by the same path as a move to another device.</summary>
[Collection(TorchCollection.Name)]
public sealed class ModuleMoveTests
{
    /// <summary>Rounding of float32 through the layers, relative to the largest logit.</summary>
    private const double Tolerance = 1e-3;

    public static TheoryData<string, GlobalPooling> Cases => NetworkCases.All;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_AfterAMoveToFloat64_GivesTheSameLogits(string name, GlobalPooling pooling)
    {
        var spec = NetworkCases.Create(name, pooling);
        var input = NetworkCases.InputOf(name);
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        using var module = TorchNetworkBuilder.Build(spec, NetworkInitialization.Create(spec, seed: 5));
        module.eval();
        var images = linspace(-2, 2, 2 * input.Channels * input.Height * input.Width).reshape(2, input.Channels, input.Height, input.Width);
        var expected = module.call(images).data<float>().ToArray();
        module.to(ScalarType.Float64);
        var actual = module.call(images.to(ScalarType.Float64));
        Assert.Equal(ScalarType.Float64, actual.dtype);
        var largest = expected.Max(Math.Abs);
        Assert.Equal(expected.Select(value => (double)value), actual.data<double>().ToArray(), (a, b) => Math.Abs(a - b) <= Tolerance * largest);
    }
}
