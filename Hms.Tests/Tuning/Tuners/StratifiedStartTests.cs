using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;
using Hms.Tuning.Tuners;

namespace Hms.Tests.Tuning.Tuners;

public sealed class StratifiedStartTests
{
    private const int Strata = 10;

    [Fact]
    public void Draw_AsManyTrialsAsStrata_HitsEveryStratumOfEveryParameterOnce()
    {
        var space = new SearchSpace(
            new SearchParameter("real", new FloatDistribution(-1, 1)),
            new SearchParameter("log", new FloatDistribution(1e-5, 1e5, Log: true)),
            new SearchParameter("int", new IntDistribution(0, 9)),
            new SearchParameter("choice", new CategoricalDistribution("a", "b", "c", "d", "e")),
            new SearchParameter("step", new FloatDistribution(0, 0.4, Step: 0.1)));
        for (var cube = 0; cube < 3; cube++)
        {
            var draws = Enumerable.Range(cube * Strata, Strata).Select(n => StratifiedStart.Draw(space.Groups[0], new TuningContext { Space = space, Seed = 3, TrialNumber = n }, Strata, new SplitMix64((ulong)n))).ToList();
            Assert.Equal(Enumerable.Range(0, Strata), draws.Select(x => (int)Math.Floor((x[0] + 1) * 5)).Order());
            Assert.Equal(Enumerable.Range(0, Strata), draws.Select(x => (int)Math.Floor(Math.Log10(x[1]) + 5)).Order());
            Assert.Equal(Enumerable.Range(0, Strata), draws.Select(x => (int)x[2]).Order());
            Assert.Equal([0, 0, 1, 1, 2, 2, 3, 3, 4, 4], draws.Select(x => (int)x[3]).Order());
            Assert.Equal([0, 0, 0.1, 0.1, 0.2, 0.2, 0.3, 0.3, 0.4, 0.4], draws.Select(x => x[4]).Order());
            Assert.NotEqual(Enumerable.Range(0, Strata), draws.Select(x => (int)x[2]));
        }
    }

    /// <summary>The ends and the middle of a logarithmic integer range, whose cells reach half a step beyond its ends.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.99999, 64)]
    public void AtQuantile_TheEndsOfAnIntegerRange_AreItsBounds(double quantile, double expected) => Assert.Equal(expected, StratifiedStart.AtQuantile(new IntDistribution(1, 64, Log: true), quantile));
}
