using Hms.Tests.Support;
using Hms.Signal.Randomness;
using Hms.Tests.Training.Loop;
using Hms.Tests.Transforms;
using Hms.Training.Features;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Training.Features;

/// <summary>Small tables of features and soft votes, and what a learner makes of them.</summary>
internal static class FeatureProblem
{
    public const int Classes = 3;

    /// <summary>The probabilities of a Single graph against those of double sums.</summary>
    public const double GraphTolerance = 2e-5;

    private static readonly float[][] Kinds = [[0.75f, 0.25f, 0], [0.125f, 0.75f, 0.125f], [0, 0.25f, 0.75f]];

    public static TheoryData<string> Learners => ["lightGbm", "fastTree", "logisticRegression"];

    public static FeatureLearner Learner(string name) => name switch
    {
        "lightGbm" => NativeLightGbm.Learner with { Trees = 30, MinimumRowsPerLeaf = 5, Leaves = 8 },
        "fastTree" => new FastTreeLearner { Trees = 30, MinimumRowsPerLeaf = 5, Leaves = 8 },
        _ => new LogisticRegressionLearner(),
    };

    /// <summary>Rows of three kinds around three centres; the first feature is their number plus noise, the others are noise.</summary>
    public static TestTable Rows(int count, ulong seed, double noise = 0.5, int[]? dimensions = null) => Table(count, dimensions ?? [4], row =>
    {
        var random = new HashRandom(SeedHash.Derive(seed, (ulong)row));
        return [(row % Classes) + (float)(noise * random.NextGaussian()), .. Enumerable.Range(0, (dimensions ?? [4]).Aggregate(1, (a, b) => a * b) - 1).Select(_ => (float)random.NextGaussian())];
    }, row => Kinds[row % Classes]);

    public static TestTable Table(int count, int[] dimensions, Func<int, float[]> features, Func<int, float[]> votes, Func<int, float>? weights = null)
    {
        var rows = Enumerable.Range(0, count).ToArray();
        var columns = new List<TestColumn>
        {
            new("Features", dimensions, [.. rows.Select(features)]),
            new("Votes", [votes(0).Length], [.. rows.Select(votes)]),
        };
        if (weights is not null) { columns.Add(new("Weight", [], [.. rows.Select(row => new[] { weights(row) })])); }
        return new TestTable([.. columns]);
    }

    public static FeatureClassificationOptions Options(FeatureLearner learner) => new() { Learner = learner, Seed = 11 };

    /// <summary>Probabilities of rows by the graph that is exported.</summary>
    public static float[][] Predict(FeatureClassificationOptions options, IDataView train, IDataView rows, IDataView? validation = null)
    {
        var estimator = new FeatureClassificationEstimator(new MLContext(1), options);
        using var transformer = validation is null ? estimator.Fit(train) : estimator.Fit(train, validation);
        return [.. transformer.Transform(rows).GetColumn<float[]>("Score")];
    }

    public static float[][] Votes(IDataView table) => [.. table.GetColumn<float[]>("Votes")];

    public static double Kl(float[][] votes, float[][] probabilities) => votes.Zip(probabilities).Average(pair => Hms.Signal.Statistics.KullbackLeibler.Divergence(pair.First, pair.Second));

    public static double[] Mean(float[][] rows) => [.. Enumerable.Range(0, rows[0].Length).Select(k => rows.Average(row => (double)row[k]))];

    /// <summary>No value differs by more than the tolerance.</summary>
    public static void Near(IEnumerable<float[]> expected, IEnumerable<float[]> actual, double tolerance) =>
        Assert.InRange(expected.Zip(actual).Max(pair => pair.First.Zip(pair.Second).Max(value => Math.Abs((double)value.First - value.Second))), 0, tolerance);

    public static RecordingObserver Observer() => new();
}
