using Hms.Training.Networks;

namespace Hms.Tests.Training.Networks;

public sealed class NetworkInitializationTests
{
    private const double MomentTolerance = 0.05; // 27,648 draws: the standard error of the deviation is 0.4 %

    [Fact]
    public void Create_SameSeed_GivesTheSameBits()
    {
        var spec = NetworkCatalog.Create("small_cnn", new(4, 64, 112), 6);
        Assert.Equal(NetworkInitialization.Create(spec, 3).Fingerprint(), NetworkInitialization.Create(spec, 3).Fingerprint());
        Assert.NotEqual(NetworkInitialization.Create(spec, 3).Fingerprint(), NetworkInitialization.Create(spec, 4).Fingerprint());
    }

    [Fact]
    public void Create_Convolution_IsNormalWithVarianceTwoOverFanOut()
    {
        var weights = NetworkInitialization.Create(NetworkCatalog.Create("small_cnn", new(4, 64, 112), 6), 3);
        var values = weights["stage3.conv.weight"].Values;
        var deviation = Math.Sqrt(values.Average(value => (double)value * value));
        Assert.Equal(1, deviation / Math.Sqrt(2.0 / (9 * 96)), MomentTolerance);
    }

    [Fact]
    public void Create_DepthwiseConvolution_CountsTheGroupsInTheFanOut()
    {
        var parameter = NetworkParameters.List(NetworkCatalog.Create("small_cnn", new(4, 64, 112), 6)).Single(item => item.Key == "mix.conv_dw.weight");
        Assert.Equal(25, parameter.FanOut);
    }

    [Fact]
    public void Create_BatchNormalization_StartsNeutral()
    {
        var weights = NetworkInitialization.Create(NetworkCatalog.Create("small_cnn", new(4, 64, 112), 6), 3);
        Assert.All(weights["stem.bn.weight"].Values, value => Assert.Equal(1f, value));
        Assert.All(weights["stem.bn.running_var"].Values, value => Assert.Equal(1f, value));
        Assert.All(weights["stem.bn.running_mean"].Values, value => Assert.Equal(0f, value));
        Assert.All(weights["classifier.bias"].Values, value => Assert.Equal(0f, value));
    }

    [Fact]
    public void Create_DeclaredStarts_AreTaken()
    {
        var spec = new NetworkSpec("starts", 2, 2, SequenceSpec.Of(("bn", new BatchNormalizationSpec(2) { StartScale = 0 }), ("pool", new GeneralizedMeanPoolSpec())));
        var weights = NetworkInitialization.Create(spec, 3);
        Assert.Equal([0f, 0f], weights["bn.weight"].Values);
        Assert.Equal([1f, 1f], weights["bn.running_var"].Values);
        Assert.Equal([3f], weights["pool.p"].Values);
    }

    [Fact]
    public void List_ResNet_StartsEveryBlockAsItsShortcut()
    {
        var scales = NetworkParameters.List(NetworkCatalog.Create("resnet34d", new(3, 64, 64), 6)).Where(parameter => parameter.Role == ParameterRole.Scale).ToArray();
        Assert.Equal(16, scales.Count(scale => scale.Start == 0));
        Assert.All(scales, scale => Assert.Equal(scale.Key.StartsWith("layer", StringComparison.Ordinal) && scale.Key.EndsWith(".bn2.weight", StringComparison.Ordinal) ? 0 : 1, scale.Start));
    }
}
