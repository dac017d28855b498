using Hms.Training.Networks;

namespace Hms.Tests.Training.Networks;

public sealed class NetworkCatalogTests
{
    [Theory]
    [InlineData("efficientnet_bo", "efficientnet_b0")]
    [InlineData("SmallCNN", "small_cnn")]
    public void Create_MisspelledName_SaysWhichWasMeant(string name, string meant)
    {
        var error = Assert.Throws<ArgumentException>(() => NetworkCatalog.Create(name, 4, 6));
        Assert.Contains($"Did you mean '{meant}'?", error.Message);
    }

    [Fact]
    public void Create_UnrelatedName_ListsTheKnownWithoutAGuess()
    {
        var error = Assert.Throws<ArgumentException>(() => NetworkCatalog.Create("transformer", 4, 6));
        Assert.DoesNotContain("Did you mean", error.Message);
        Assert.Contains("small_cnn", error.Message);
    }

    [Theory]
    [InlineData(0, 6, 0)]
    [InlineData(1, 1, 0)]
    [InlineData(1, 6, 1)]
    [InlineData(1, 6, double.NaN)]
    public void Create_NumberOutOfRange_Throws(int channels, int classes, double dropout) =>
        Assert.Throws<ArgumentException>(() => NetworkCatalog.Create("small_cnn", channels, classes, dropout));

    [Fact]
    public void Create_EveryName_GivesANetworkOfThatNameThatFitsTogether()
    {
        foreach (var name in NetworkCatalog.Names)
        {
            var spec = NetworkCatalog.Create(name, 5, 6, 0.1);
            Assert.Equal(name, spec.Name);
            Assert.NotEmpty(NetworkParameters.List(spec));
        }
    }
}
