using Hms.Training.Networks;

namespace Hms.Tests.Training.Networks;

public sealed class NetworkParametersTests
{
    [Theory]
    [InlineData("efficientnet_b0", 4_015_234)]
    [InlineData("tf_efficientnet_b0", 4_015_234)]
    [InlineData("efficientnet_b1", 6_520_870)]
    [InlineData("tf_efficientnet_b1", 6_520_870)]
    public void List_EfficientNet_HasTimmsKeysShapesAndCount(string name, long learnt)
    {
        var golden = TrainingGolden.Read(name);
        var spec = NetworkCatalog.Create(name, new(3, 61, 98), 6);
        var expected = golden.GetProperty("keys").EnumerateArray()
            .Select(entry => $"{entry[0].GetString()} [{string.Join(", ", entry[1].Numbers())}]")
            .Where(entry => !entry.Contains("num_batches_tracked"));
        Assert.Equal(expected, NetworkParameters.List(spec).Select(parameter => $"{parameter.Key} [{string.Join(", ", parameter.Shape)}]"));
        Assert.Equal(golden.GetProperty("parameters").GetInt64(), NetworkParameters.LearntCount(spec));
        Assert.Equal(learnt, NetworkParameters.LearntCount(spec));
    }

    [Fact]
    public void List_ChannelsThatDoNotFit_NamesTheLayer()
    {
        var spec = new NetworkSpec("broken", 3, 6, SequenceSpec.Of(("conv", new ConvolutionSpec(3, 8, 3)), ("bn", new BatchNormalizationSpec(16))));
        var error = Assert.Throws<ArgumentException>(() => NetworkParameters.List(spec));
        Assert.Equal("Layer bn takes 16 channels, but the layer before it gives 8.", error.Message);
    }

    [Fact]
    public void List_EvenKernelWithSymmetricPadding_SaysWhatToDo()
    {
        var spec = new NetworkSpec("broken", 3, 6, SequenceSpec.Of(("conv", new ConvolutionSpec(3, 6, new SpatialSize(1, 4)))));
        Assert.Contains("Convolution conv: a kernel of 1 x 4 places cannot be padded symmetrically", Assert.Throws<ArgumentException>(() => NetworkParameters.List(spec)).Message);
    }

    [Fact]
    public void List_ResidualOfUnequalPaths_NamesTheBlock()
    {
        var block = new ResidualSpec(SequenceSpec.Of(("conv", new ConvolutionSpec(3, 8, 3))));
        var error = Assert.Throws<ArgumentException>(() => NetworkParameters.List(new NetworkSpec("broken", 3, 8, SequenceSpec.Of(("block", block)))));
        Assert.Contains("Block block: the body gives 8 channels, the shortcut 3", error.Message);
    }

    [Fact]
    public void Weights_MissingOrMisshapen_AreRefusedByKey()
    {
        var spec = NetworkCatalog.Create("small_cnn", new(1, 32, 32), 6);
        var weights = NetworkInitialization.Create(spec, 1);
        var tensors = weights.Keys.ToDictionary(key => key, key => weights[key]);
        tensors["stem.conv.weight"] = new([1, 2], [0, 0]);
        Assert.Contains("stem.conv.weight has shape [1, 2]", Assert.Throws<ArgumentException>(() => new NetworkWeights(spec, tensors)).Message);
        tensors.Remove("stem.conv.weight");
        Assert.Contains("stem.conv.weight is missing", Assert.Throws<ArgumentException>(() => new NetworkWeights(spec, tensors)).Message);
    }
}
