using Hms.Training.Networks;

namespace Hms.Tests.Training.Networks;

public sealed class NetworkCatalogTests
{
    private static readonly NetworkInput Image = new(4, 64, 96);

    [Theory]
    [InlineData("efficientnet_bo", "efficientnet_b0")]
    [InlineData("SmallCNN", "small_cnn")]
    [InlineData("resnet34", "resnet34d")]
    public void Create_MisspelledName_SaysWhichWasMeant(string name, string meant)
    {
        var error = Assert.Throws<ArgumentException>(() => NetworkCatalog.Create(name, Image, 6));
        Assert.Contains($"Did you mean '{meant}'?", error.Message);
    }

    [Fact]
    public void Create_UnrelatedName_ListsTheKnownWithoutAGuess()
    {
        var error = Assert.Throws<ArgumentException>(() => NetworkCatalog.Create("transformer", Image, 6));
        Assert.DoesNotContain("Did you mean", error.Message);
        Assert.Contains("small_cnn", error.Message);
    }

    [Theory]
    [InlineData(0, 6, 0, 0, "at least 1 place")]
    [InlineData(1, 1, 0, 0, "Class count 1")]
    [InlineData(1, 6, 1, 0, "Dropout 1")]
    [InlineData(1, 6, double.NaN, 0, "Dropout NaN")]
    [InlineData(1, 6, 0, -0.1, "Drop path -0.1")]
    public void Create_NumberOutOfRange_NamesIt(int channels, int classes, double dropout, double dropPath, string named)
    {
        var error = Assert.Throws<ArgumentException>(() => NetworkCatalog.Create("small_cnn", new(channels, 32, 32), classes, new() { Dropout = dropout, DropPath = dropPath }));
        Assert.Contains(named, error.Message);
    }

    [Fact]
    public void Validate_SeveralErrors_NamesAll()
    {
        var options = new NetworkOptions { Dropout = 2, DropPath = 1, EegNet = new() { TemporalFilters = 0, KernelSamples = 1 } };
        Assert.Equal(4, options.Validate().Count);
    }

    [Fact]
    public void Create_EveryName_GivesANetworkOfThatNameThatFitsTogether()
    {
        foreach (var name in NetworkCatalog.Names)
        {
            var spec = NetworkCatalog.Create(name, NetworkCases.InputOf(name), 6, new() { Dropout = 0.1 });
            Assert.Equal(name, spec.Name);
            Assert.Equal(NetworkCatalog.LayoutOf(name), spec.Layout);
            Assert.NotEmpty(NetworkParameters.List(spec));
        }
    }

    [Fact]
    public void Create_SignalNetworkOnAnImage_SaysWhatItReads()
    {
        var error = Assert.Throws<ArgumentException>(() => NetworkCatalog.Create("eegnet", Image, 6));
        Assert.Contains("reads a signal [channels, samples], not an image [4, 64, 96]", error.Message);
    }

    [Theory]
    [InlineData(3, "Layer pool1 has a window of 4 places, but its input has 3")]
    [InlineData(31, "Layer pool2 has a window of 8 places, but its input has 7")]
    public void Create_SignalThatIsTooShort_NamesTheLayer(int samples, string expected)
    {
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => NetworkCatalog.Create("eegnet", NetworkInput.Signal(20, samples), 6)).Message);
        NetworkCatalog.Create("eegnet", NetworkInput.Signal(20, 32), 6);
    }

    [Fact]
    public void Create_DropPathWithoutResidualBlocks_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => NetworkCatalog.Create("eegnet", NetworkInput.Signal(20, 400), 6, new() { DropPath = 0.1 }));
        Assert.Contains("has no residual blocks", error.Message);
    }
}
