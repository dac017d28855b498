using Hms.Training.Networks;

namespace Hms.Tests.Training.Networks;

public sealed class DropPathTests
{
    private const double Tolerance = 1e-15; // the same product and quotient of doubles, in timm's order

    [Theory]
    [InlineData("resnet34d")]
    [InlineData("efficientnet_b0")]
    [InlineData("efficientnet_b1")]
    public void Create_WithDropPath_GivesEveryBlockTimmsRate(string name)
    {
        var expected = TrainingGolden.Read("networks/drop_path").GetProperty(name).EnumerateObject().ToDictionary(item => item.Name, item => item.Value.GetDouble());
        var rates = Rates(NetworkCatalog.Create(name, new(3, 64, 64), 6, new() { DropPath = 0.2 }).Root, "").Where(rate => rate.DropPath > 0).ToDictionary(rate => rate.Key, rate => rate.DropPath);
        Assert.Equal(expected.Keys.Order(), rates.Keys.Order());
        Assert.All(expected, item => Assert.Equal(item.Value, rates[item.Key], Tolerance));
    }

    private static IEnumerable<(string Key, double DropPath)> Rates(LayerSpec layer, string key) => layer switch
    {
        SequenceSpec sequence => sequence.Layers.SelectMany(item => Rates(item.Layer, key.Length == 0 ? item.Name : $"{key}.{item.Name}")),
        ResidualSpec residual => [(key, residual.DropPath)],
        _ => [],
    };
}
