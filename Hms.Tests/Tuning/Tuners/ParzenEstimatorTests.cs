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
            var estimator = new ParzenEstimator(group, Trials(group, observed), new TpeOptions());
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
            var (good, others) = new TpeTuner().Split(trials, new TuningContext { Space = new SearchSpace(), Seed = 0, TrialNumber = trials.Count });
            Assert.Equal(item.Value.GetInt32(), good.Count);
            Assert.Equal(trials.Count, good.Count + others.Count);
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
        var estimator = new ParzenEstimator(group, Trials(group, [[3, 3, 11, 1]]), new TpeOptions());
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
