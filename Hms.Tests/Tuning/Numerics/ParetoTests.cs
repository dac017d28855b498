using System.Text.Json;
using Hms.Tuning.Analysis;
using Hms.Tuning.Numerics;
using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Studies;

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

    /// <summary>Everything that names the best trials agrees with the definition, with infinite and NaN values, equal trials, and constraints kept by some or by none.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Front_RandomStudies_IsTheSameEverywhere(int objectives)
    {
        double[] values = [double.NaN, double.NegativeInfinity, double.PositiveInfinity, 0, 1, 2, 3];
        double[] violations = [-1, 0.5, 2, double.NaN];
        for (var study = 0; study < 60; study++)
        {
            var random = new SplitMix64((ulong)study);
            var directions = Enumerable.Range(0, objectives).Select(_ => random.NextInteger(2) == 0 ? StudyDirection.Minimize : StudyDirection.Maximize).ToArray();
            var trials = Enumerable.Range(0, 12).Select(n => new Trial
            {
                Id = n, Number = n, State = random.NextInteger(6) == 0 ? TrialState.Fail : TrialState.Complete,
                Values = [.. directions.Select(_ => values[random.NextInteger(values.Length)])],
                Constraints = [violations[study % 2 == 0 ? random.NextInteger(4) : 1 + random.NextInteger(3)]],
            }).ToArray();
            var expected = trials.Where(x => IsBest(x, trials, directions)).Select(x => x.Number).ToArray();
            Assert.Equal(expected, ParetoFronts.Front(trials, directions).Select(x => x.Number));
            Assert.Equal(expected, ParetoPoint.Of(trials, directions).Where(x => x.IsOptimal).Select(x => x.Number));
            Assert.Equal(expected, PruneReplay.Run(trials, new NonePruner(), new PruneReplayOptions { Directions = directions }).Front);
            var told = BestTrials.Of(trials, directions).Front.Select(x => x.Number);
            Assert.Equal(objectives == 1 ? expected.Take(1) : expected, told);
            Assert.Equal(told, RankedTrial.Of(trials, directions).Where(x => x.Rank == 1).Select(x => x.Trial.Number));
            if (objectives == 1) { Assert.Equal(told, new[] { Trial.Best(trials, directions[0]) }.OfType<Trial>().Select(x => x.Number)); }
        }
    }

    private static bool IsBest(Trial trial, Trial[] trials, StudyDirection[] directions)
    {
        bool Counts(Trial x) => x.State == TrialState.Complete && !x.Values.Any(double.IsNaN);
        bool NoWorse(Trial a, Trial b) => directions.Select((x, m) => x == StudyDirection.Minimize ? a.Values[m] <= b.Values[m] : a.Values[m] >= b.Values[m]).All(x => x);
        bool Beats(Trial a, Trial b) => a.Violation < b.Violation || (a.Violation == b.Violation && NoWorse(a, b) && !NoWorse(b, a));
        return Counts(trial) && !trials.Any(x => Counts(x) && Beats(x, trial));
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
