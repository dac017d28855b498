using Hms.Tuning.Tuners.GaussianProcess;

namespace Hms.Tests.Tuning.Tuners.GaussianProcess;

public sealed class TargetsTests
{
    /// <summary>Means and sums of ten numbers near 1.</summary>
    private const double Tolerance = 1e-12;

    /// <summary>Relative error of a central difference with step 1e-6 through a standardisation of ten values.</summary>
    private const double DifferenceTolerance = 1e-6;
    private static readonly double[] Values = [3, -1, 0.5, 7, 2, 2.5, -4, 9, 1, 0];

    [Fact]
    public void Targets_FiniteValues_HaveMeanZeroAndVarianceOne()
    {
        var targets = new Targets(Values);
        Assert.Equal(0, targets.Values.Average(), Tolerance);
        Assert.Equal(1, targets.Values.Average(x => x * x), Tolerance);
        for (var i = 0; i < Values.Length; i++) { Assert.Equal(targets.Values[i], targets.Of(Values[i]), Tolerance); }
    }

    [Fact]
    public void Targets_InfiniteValues_CountAsTheLargestAndSmallest() =>
        Assert.Equal(new Targets([-4, 9, 9, -4, 1]).Values, new Targets([-4, 9, double.PositiveInfinity, double.NegativeInfinity, 1]).Values);

    [Theory]
    [InlineData(5, 5)]
    [InlineData(0, 0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    public void Targets_ConstantValues_AreZero(double a, double b) => Assert.Equal([0, 0], new Targets([a, b]).Values);

    /// <summary>Finite values that are all the same must still stand apart from infinite ones.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(-1e308, -1e308)]
    public void Targets_OneFiniteValueBesideInfiniteOnes_KeepsTheOrder(double a, double b)
    {
        var values = new Targets([a, double.NegativeInfinity, b]).Values;
        Assert.True(values[0] > values[1] && values[0] == values[2]);
    }

    [Fact]
    public void Targets_ValuesNearTheLargestDouble_StayFinite() => Assert.All(new Targets([1e308, -1e308, 0]).Values, x => Assert.True(double.IsFinite(x)));

    [Theory]
    [InlineData(1)]
    [InlineData(0.01)]
    public void Warp_AnyShare_KeepsTheOrderAndSpreadsTheGoodValues(double share)
    {
        var plain = new Targets(Values);
        var warped = plain.Warp(share)!;
        Assert.Equal(Order(Values), Order(warped.Values));
        Assert.Equal(1, warped.Values.Average(x => x * x), Tolerance);
        Assert.True(Gap(warped) > Gap(plain));
        static double Gap(Targets targets) => targets.Values[7] - targets.Values[3];
    }

    /// <summary>The slope of the whole chain value → target, at one value while mean, deviation, best and median stay.</summary>
    [Fact]
    public void Warp_LogSlopes_EqualDifferenceQuotients()
    {
        const double Share = 0.1;
        var plain = new Targets(Values);
        var warped = plain.Warp(Share)!;
        var gap = Share * (plain.Values.Max() - plain.Values.Order().ElementAt(Values.Length / 2));
        double Raw(double t) => -Math.Log(gap + plain.Values.Max() - t);
        var raw = plain.Values.Select(Raw).ToArray();
        var deviation = Math.Sqrt(raw.Average(x => x * x) - raw.Average() * raw.Average());
        for (var i = 0; i < Values.Length; i++)
        {
            var slope = (Raw(plain.Values[i] + 1e-6) - Raw(plain.Values[i] - 1e-6)) / 2e-6 / deviation;
            Assert.Equal(Math.Log(slope), warped.LogSlopes[i], DifferenceTolerance);
        }
    }

    [Fact]
    public void Warp_HalfTheValuesAreBest_IsRefused() => Assert.Null(new Targets([1, 1, 1, 0]).Warp(0.1));

    [Theory]
    [InlineData(4)]
    [InlineData(12)]
    [InlineData(19)]
    public void Choose_TooManyTrials_KeepsTheBestTheYoungestAndSomeBetween(int count)
    {
        var values = Enumerable.Range(0, 20).Select(i => (double)(i * 7 % 20)).ToArray();
        var chosen = TrialSubset.Choose(values, count);
        Assert.Equal(count, chosen.Distinct().Count());
        Assert.Equal(chosen.Order(), chosen);
        Assert.Contains(Array.IndexOf(values, 19), chosen);
        Assert.Contains(19, chosen);
        Assert.Equal(20, TrialSubset.Choose(values, 20).Length);
    }

    private static int[] Order(double[] values) => [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
}
