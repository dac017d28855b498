using Hms.Benchmarks.Tuning.Problems;
using Hms.Tests.Support;

namespace Hms.Tests.Tuning.Quality;

public sealed class WinShareTests
{
    /// <summary>Published shares pair seeds one to one and pool them; ours takes all pairs within a problem: equal up to the noise of some 140 pairs (two standard errors).</summary>
    private const double PublishedTolerance = 0.08;

    [Fact]
    public void Of_TwoProblems_CountsAllPairsWithTiesAsHalvesAndAveragesTheProblems()
    {
        var ours = Sweeps(("a", [1, 2]), ("b", [5]), ("few", [0]));
        var theirs = Sweeps(("a", [1, 1.5, 3, 4]), ("b", [5, 5, 5, 9]), ("few", [1, 1, 1]), ("absent", [1, 1, 1, 1]));
        var share = WinShare.Of(ours, theirs)!;
        Assert.Equal(["a", "b"], share.PerProblem.Keys.Order());
        Assert.Equal((3.5 + 2) / 8, share.PerProblem["a"]);
        Assert.Equal((1.5 + 1) / 4, share.PerProblem["b"]);
        Assert.Equal((5.5 / 8 + 2.5 / 4) / 2, share.Value, 1e-15);
        Assert.InRange(share.Value, share.Low, share.High);
        Assert.Null(WinShare.Of(ours, Sweeps(("few", [1, 1, 1]))));
    }

    /// <summary>Equal distributions: about ½ within the interval; the interval of n seeds a side is about ±1.96 √(2n/12)/n wide.</summary>
    [Fact]
    public void Of_TheSameDistribution_IsAHalfWithTheWidthOfAMannWhitneyTest()
    {
        var ours = Sweeps(("a", [.. Enumerable.Range(0, 50).Select(i => i * 0.618 % 1)]));
        var theirs = Sweeps(("a", [.. Enumerable.Range(50, 50).Select(i => i * 0.618 % 1)]));
        var share = WinShare.Of(ours, theirs)!;
        Assert.Equal(0.5, share.Value, 0.05);
        Assert.Equal(2 * 1.96 * Math.Sqrt((50 + 50 + 1) / (12.0 * 50 * 50)), share.High - share.Low, 0.03);
    }

    [Theory]
    [InlineData("5.0.0-rc1", "tpe", "random", 0.95)]
    [InlineData("5.0.0-rc1", "tpe", "cmaes", 0.69)]
    [InlineData("5.0.0-rc1", "tpe", "tpe", 0.66)]
    [InlineData("5.0.0-rc1", "tpe", "tpe_mv", 0.60)]
    [InlineData("4.9.0", "cmaes", "random", 0.83)]
    public void Of_RecordedRows_AgreesWithThePublishedShares(string engine, string sampler, string opponent, double expected)
    {
        var rows = SweepRow.Read(SharedData.Require("tuning/optuna/samplers.csv"));
        Dictionary<string, double[]> Finals(string version, string name) => rows.Where(x => x.Engine == version && x.Tuner == name).GroupBy(x => x.Problem).ToDictionary(x => x.Key, x => x.Select(row => row.Best[^1]).ToArray());
        Assert.Equal(expected, WinShare.Of(Finals(engine, sampler), Finals("4.9.0", opponent))!.Value, PublishedTolerance);
    }

    [Fact]
    public void Round_ADoubleOfManyDigits_KeepsEight() => Assert.Equal((0.12345679, 123456790.0), (SweepRow.Round(0.123456789), SweepRow.Round(123456789)));

    private static Dictionary<string, double[]> Sweeps(params (string Problem, double[] Values)[] sweeps) => sweeps.ToDictionary(x => x.Problem, x => x.Values);
}
