using System.Text.Json;
using Hms.Tuning.Numerics;

namespace Hms.Tests.Tuning.Numerics;

/// <summary>Ranks, crowding and hypervolumes against definitions evaluated in Python.</summary>
public sealed class ParetoTests
{
    /// <summary>A few additions and multiplications of numbers of order 1.</summary>
    private const double RoundingError = 1e-12;

    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllText(Goldens.Path("evolution/pareto.json"))).RootElement;

    [Fact]
    public void Ranks_RandomAndRepeatedPoints_AreThoseOfTheDefinition()
    {
        foreach (var entry in Golden.GetProperty("sorting").EnumerateArray())
        {
            Assert.Equal(entry.GetProperty("ranks").EnumerateArray().Select(x => x.GetInt32()), ParetoFronts.Ranks(Points(entry)));
        }
    }

    [Fact]
    public void Of_TenPoints_IsExact()
    {
        foreach (var entry in Golden.GetProperty("volumes").EnumerateArray())
        {
            Assert.Equal(entry.GetProperty("volume").GetDouble(), Hypervolume.Of(Points(entry), Reference(entry)), RoundingError);
            var expected = entry.GetProperty("contributions").EnumerateArray().Select(x => x.GetDouble()).ToArray();
            var found = Hypervolume.Contributions(Points(entry), Reference(entry));
            for (var i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], found[i], RoundingError); }
        }
    }

    [Fact]
    public void Of_SixtyPointsOnASphere_EqualsOptunas()
    {
        foreach (var entry in Golden.GetProperty("largeVolumes").EnumerateArray())
        {
            Assert.Equal(entry.GetProperty("volume").GetDouble(), Hypervolume.Of(Points(entry), Reference(entry)), RoundingError);
        }
    }

    [Fact]
    public void Distances_AFront_EqualOptunas()
    {
        foreach (var entry in Golden.GetProperty("crowding").EnumerateArray())
        {
            var expected = entry.GetProperty("distances").EnumerateArray().Select(x => x.ValueKind == JsonValueKind.String ? double.PositiveInfinity : x.GetDouble()).ToArray();
            var found = ParetoCrowding.Distances(Points(entry));
            for (var i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], found[i], RoundingError); }
        }
    }

    [Fact]
    public void Ranks_WithViolations_PutFeasibleFirstThenLeastViolation()
    {
        double[][] points = [[0, 0], [3, 3], [2, 4], [9, 9], [1, 1], [1, 1]];
        Assert.Equal([3, 0, 0, 1, 2, 4], ParetoFronts.Ranks(points, [2, 0, 0, -1, 1, double.NaN]));
    }

    [Fact]
    public void Ranks_NaNAndInfinity_CountAsWorst()
    {
        double[][] points = [[double.NaN, 0], [1, 0], [double.PositiveInfinity, -1], [double.NegativeInfinity, 5]];
        Assert.Equal([1, 0, 0, 0], ParetoFronts.Ranks(points));
        Assert.Empty(ParetoFronts.Ranks([]));
    }

    [Fact]
    public void Distances_EqualObjectives_AreZeroInside()
    {
        Assert.Equal([double.PositiveInfinity, 0, double.PositiveInfinity], ParetoCrowding.Distances([[1, 1], [1, 1], [1, 1]]));
        Assert.All(ParetoCrowding.Distances([[double.NegativeInfinity, 3], [0, 2], [1, 1], [double.NaN, 0]]), x => Assert.False(double.IsNaN(x)));
        Assert.Empty(ParetoCrowding.Distances([]));
    }

    [Fact]
    public void Of_PointsBeyondTheReference_AddNothing()
    {
        Assert.Equal(0, Hypervolume.Of([[2, 0], [0, double.NaN], [1, 0]], [1, 1]));
        Assert.Equal(double.PositiveInfinity, Hypervolume.Of([[double.NegativeInfinity, 0]], [1, 1]));
        Assert.Throws<ArgumentException>(() => Hypervolume.Of([[1, 2, 3]], [1, 1]));
    }

    [Fact]
    public void GreedySubset_Three_TakesTheLargestGainEachTime()
    {
        double[][] points = [[0.5, 0.5], [0.1, 0.9], [0.9, 0.1], [0.45, 0.6], [2, 2]];
        Assert.Equal([0, 1, 2, 3, 4], Hypervolume.GreedySubset(points, 9, [1, 1]));
        Assert.Equal([0, 1], Hypervolume.GreedySubset(points, 2, [1, 1]));
    }

    private static double[][] Points(JsonElement entry) => entry.GetProperty("points").Deserialize<double[][]>()!;

    private static double[] Reference(JsonElement entry) => entry.GetProperty("reference").Deserialize<double[]>()!;
}
