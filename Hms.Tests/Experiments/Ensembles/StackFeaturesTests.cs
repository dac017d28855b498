using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Ensembles;

namespace Hms.Tests.Experiments.Ensembles;

public sealed class StackFeaturesTests
{
    /// <summary>Sums of three or four numbers.</summary>
    private const double Tolerance = 1e-15;

    [Fact]
    public void Compute_ThreeModels_GivesTheBlocksInTheirOrder()
    {
        double[] members = [0.1, 0.9, 0.4, 0.6, 0.7, 0.3];
        StackFeature[] features = [StackFeature.Minimum, StackFeature.Maximum, StackFeature.Mean, StackFeature.StandardDeviation, StackFeature.Median, StackFeature.Predictions];
        var values = new double[StackFeatures.Count(features, 3, 2)];
        StackFeatures.Compute(members, 2, features, values);
        var deviation = Math.Sqrt(0.06);
        double[] expected = [0.1, 0.3, 0.7, 0.9, 0.4, 0.6, deviation, deviation, 0.4, 0.6, .. members];
        Assert.Equal(expected.Length, values.Length);
        Assert.All(expected.Zip(values), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }

    [Fact]
    public void Compute_FourModels_MedianIsTheMeanOfTheMiddleTwo()
    {
        var values = new double[1];
        StackFeatures.Compute([0.8, 0.1, 0.3, 0.2], 1, [StackFeature.Median], values);
        Assert.Equal(0.25, values[0], Tolerance);
    }

    [Fact]
    public void Compute_NoRoom_SaysHowMuchIsNeeded() =>
        Assert.Contains("2 values; there is room for 1", Assert.Throws<ArgumentException>(() => StackFeatures.Compute([0.5, 0.5], 2, [StackFeature.Mean], new double[1])).Message, StringComparison.Ordinal);
}
