using System.Text.Json;
using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Tests.Tuning.Tuners;

public sealed class ParzenEstimatorTests
{
    /// <summary>Optuna 3.1's masses come from differences of ndtr, ours from erf: 10 digits agree.</summary>
    private const double Tolerance = 1e-8;

    [Fact]
    public void LogDensity_MixedSpaces_EqualsOptuna()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Goldens.Path("parzen.json")));
        var compared = 0;
        foreach (var item in golden.RootElement.EnumerateArray())
        {
            var group = item.GetProperty("space").EnumerateArray().Select(x => new SearchParameter(x[0].GetString()!, ParameterDistribution.FromJson(x[1].GetString()!))).ToList();
            var observed = Columns(item.GetProperty("observations"), group);
            var estimator = Estimator(group, observed);
            var points = Columns(item.GetProperty("points"), group);
            var expected = item.GetProperty("logDensity").Deserialize<double[]>()!;
            for (var i = 0; i < expected.Length; i++, compared++)
            {
                var actual = estimator.LogDensity(points.Select(x => x[i]).ToArray());
                Assert.True(Math.Abs(actual - expected[i]) < Tolerance, $"{item.GetProperty("name")} point {i}: {actual:R}, Optuna {expected[i]:R}");
            }
        }
        Assert.Equal(105, compared);
    }

    [Fact]
    public void Weights_AnyCount_EqualsOptuna()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Goldens.Path("weights.json")));
        foreach (var item in golden.RootElement.GetProperty("weights").EnumerateObject())
        {
            var expected = item.Value.Deserialize<double[]>()!.Append(1).ToArray();
            var actual = ParzenEstimator.Weights(int.Parse(item.Name), new TpeOptions());
            Assert.Equal(expected.Select(x => x / expected.Sum()), actual, (a, b) => Math.Abs(a - b) < 1e-14);
        }
    }

    [Fact]
    public void Split_AnyCount_TakesAsManyGoodOnesAsOptuna()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Goldens.Path("weights.json")));
        foreach (var item in golden.RootElement.GetProperty("gamma").EnumerateObject())
        {
            var trials = Enumerable.Range(0, int.Parse(item.Name)).Select(i => new Trial { Id = i, Number = i, State = TrialState.Complete, Values = [-i] }).ToList();
            var good = TpeSplit.Of(trials, [StudyDirection.Minimize], new TpeOptions());
            Assert.Equal(item.Value.GetInt32(), good.Numbers.Length);
            Assert.Equal(Enumerable.Range(trials.Count - good.Numbers.Length, good.Numbers.Length), good.Numbers);
        }
    }

    /// <summary>The draws of an estimator follow its own density: over one axis, the share of draws in each tenth against the integral of the density.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sample_ManyDraws_FollowTheDensity(bool log)
    {
        const int Draws = 40_000;
        SearchParameter[] group = [new("n", new IntDistribution(1, 12, Log: log))];
        var estimator = Estimator(group, [[3, 3, 11, 1]]);
        var random = new SplitMix64(9);
        var counts = new double[13];
        var value = new double[1];
        for (var i = 0; i < Draws; i++)
        {
            estimator.Sample(random, value);
            counts[(int)value[0]]++;
        }
        var probabilities = Enumerable.Range(1, 12).Select(i => Math.Exp(estimator.LogDensity([i]))).ToArray();
        Assert.Equal(1, probabilities.Sum(), 1e-9);
        for (var i = 1; i <= 12; i++) { Assert.Equal(probabilities[i - 1], counts[i] / Draws, 4 * Math.Sqrt(0.25 / Draws)); }
    }

    /// <summary>Vectors against the sum written out term by term: 200 and 3 trials of every kind of parameter, values repeated and at the ends.</summary>
    [Theory]
    [InlineData(200, 1, 0)]
    [InlineData(200, 1.5, 1)]
    [InlineData(3, 1.5, 0.5)]
    [InlineData(0, 1, 0)]
    public void LogDensity_EveryKindOfParameter_EqualsTheScalarSum(int trials, double sharpness, double leastCells)
    {
        SearchParameter[] group = [
            new("real", new FloatDistribution(-1, 3)), new("log", new FloatDistribution(1e-5, 10, Log: true)), new("step", new FloatDistribution(0, 1, Step: 0.25)),
            new("int", new IntDistribution(-4, 4, Step: 2)), new("intLog", new IntDistribution(1, 300, Log: true)), new("one", new IntDistribution(7, 7)), new("choice", new CategoricalDistribution("a", "b", "c"))];
        var space = new SearchSpace(group);
        ParameterValues Draw(int n) => new RandomTuner().Propose(new TuningContext { Space = space, Seed = 4, TrialNumber = n });
        var columns = group.Select(x => Enumerable.Range(0, trials).Select(n => n == 1 ? x.Distribution.ToInternal(x.Distribution is FloatDistribution f ? f.Low : Draw(0)[x.Name]) : Draw(n).GetInternal(x.Name)).ToArray()).ToArray();
        var weights = ParzenEstimator.Weights(trials, new TpeOptions { PriorWeight = 0.7 });
        var shape = new KernelShape(0.7, sharpness, leastCells);
        var oracle = new ScalarParzen(group, columns, weights, shape);
        var estimator = new ParzenEstimator(GroupColumns.Read(group, Trials(group, columns)), [.. Enumerable.Range(0, trials)], weights, shape);
        for (var n = 1000; n < 1050; n++)
        {
            var point = Draw(n).Select(x => x.InternalValue).ToArray();
            Assert.Equal(oracle.LogDensity(point), estimator.LogDensity(point), Tolerance);
        }
    }

    [Fact]
    public void LogSumExp_ExtremeTerms_NeitherOverflowsNorLosesThem()
    {
        Assert.Equal(1000 + Math.Log(9), ParzenEstimator.LogSumExp([.. Enumerable.Repeat(1000.0, 9)]), 1e-12);
        Assert.Equal(-1000, ParzenEstimator.LogSumExp([-1e300, double.NegativeInfinity, -1000, -2000, -3000, -1e9]), 1e-12);
        Assert.Equal(double.NegativeInfinity, ParzenEstimator.LogSumExp([.. Enumerable.Repeat(double.NegativeInfinity, 9)]));
    }

    private static ParzenEstimator Estimator(IReadOnlyList<SearchParameter> group, double[][] observed) => new(
        GroupColumns.Read(group, Trials(group, observed)), [.. Enumerable.Range(0, observed[0].Length)], ParzenEstimator.Weights(observed[0].Length, new TpeOptions()), KernelShape.Optuna);

    private static double[][] Columns(JsonElement columns, List<SearchParameter> group) => [.. group.Select(x => columns.GetProperty(x.Name).Deserialize<double[]>()!)];

    private static List<Trial> Trials(IReadOnlyList<SearchParameter> group, double[][] columns) => [.. Enumerable.Range(0, columns[0].Length).Select(i => new Trial
    {
        Id = i,
        Number = i,
        State = TrialState.Complete,
        Values = [i],
        Parameters = new ParameterValues(group.Select((x, d) => new ParameterAssignment(x.Name, x.Distribution, columns[d][i]))),
    })];
}
