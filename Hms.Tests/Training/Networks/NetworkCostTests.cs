using Hms.Training.Networks;

namespace Hms.Tests.Training.Networks;

public sealed class NetworkCostTests
{
    [Fact]
    public void MultiplyAdds_ImageOf224Places_AreThoseCountedInTimm()
    {
        foreach (var expected in TrainingGolden.Read("networks/costs").EnumerateObject())
        {
            var input = new NetworkInput(3, 224, 224);
            Assert.Equal(expected.Value.GetInt64(), NetworkCost.MultiplyAdds(NetworkCatalog.Create(expected.Name, input, 1000), input));
        }
    }

    [Theory]
    [InlineData(5, 3)] // ceil((5 - 2) / 2) + 1
    [InlineData(4, 2)]
    [InlineData(1, 1)]
    public void MultiplyAdds_PoolingThatKeepsItsEdge_CountsThePartialWindow(int side, int places)
    {
        var spec = new NetworkSpec("pooled", 1, 2, SequenceSpec.Of(
            ("pool", new PoolingSpec(PoolingKind.Average, 2, 2) { Edge = PoolingEdge.Keep }), ("conv", new ConvolutionSpec(1, 2, 1)), ("global", new GlobalAveragePoolSpec())));
        Assert.Equal(2 * places * places, NetworkCost.MultiplyAdds(spec, new(1, side, side)));
    }
}
