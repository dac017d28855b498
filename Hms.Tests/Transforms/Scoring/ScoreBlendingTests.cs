using Hms.Transforms.Mapping;
using Hms.Transforms.Scoring;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms.Scoring;

public sealed class ScoreBlendingTests
{
    /// <summary>Probabilities are float32.</summary>
    private const double Tolerance = 1e-6;

    private static readonly string[] Classes = ["a", "b", "c"];
    private static readonly float[] A = [0.5f, 0.3f, 0.2f];
    private static readonly float[] B = [0.1f, 0.1f, 0.8f];

    private static TestTable Table(float[] a, float[] b) => new(new TestColumn("A", [3], [a]) { SlotNames = Classes }, new TestColumn("B", [3], [b]) { SlotNames = Classes });

    private static readonly ScoreBlendingOptions Options = new() { InputColumns = ["A", "B"] };

    private static float[] Blend(ScoreBlendingOptions options, float[]? a = null, float[]? b = null) =>
        Rows.Vectors(new ScoreBlendingTransformer(options).Transform(Table(a ?? A, b ?? B)), "Score")[0];

    private static void AssertEqual(double[] expected, float[] actual)
    {
        for (var c = 0; c < expected.Length; c++) { Assert.Equal(expected[c], actual[c], Tolerance); }
    }

    [Fact]
    public void Transform_NoWeights_GivesThePlainMean() => AssertEqual([0.3, 0.2, 0.5], Blend(Options));

    [Fact]
    public void Transform_WeightedSum_IsHandComputed() => AssertEqual([0.2, 0.15, 0.65], Blend(Options with { Weights = [0.25, 0.75] }));

    [Fact]
    public void Transform_WeightedProduct_IsHandComputed()
    {
        double[] product = [0.5 * Math.Sqrt(0.1), 0.3 * Math.Sqrt(0.1), 0.2 * Math.Sqrt(0.8)];
        AssertEqual([.. product.Select(value => value / product.Sum())], Blend(Options with { Kind = ScoreBlendKind.Geometric, Weights = [1, 0.5] }));
    }

    [Theory]
    [InlineData(ScoreBlendKind.Arithmetic)]
    [InlineData(ScoreBlendKind.Geometric)]
    public void Transform_TemperatureAndBias_ArePowerAndFactor(ScoreBlendKind kind)
    {
        var plain = Blend(Options with { Kind = kind });
        double[] calibrated = [Math.Pow(plain[0], 0.5) * Math.E, Math.Pow(plain[1], 0.5), Math.Pow(plain[2], 0.5) / Math.E];
        AssertEqual([.. calibrated.Select(value => value / calibrated.Sum())], Blend(Options with { Kind = kind, Temperature = 2, ClassBias = [1, 0, -1] }));
    }

    [Fact]
    public void Transform_ZeroProbability_CountsAsTheMetricsSmallest()
    {
        double[] product = [Math.Sqrt(1e-15), Math.Sqrt(0.5 * 0.1), Math.Sqrt(0.5 * 0.9)];
        AssertEqual([.. product.Select(value => value / product.Sum())], Blend(Options with { Kind = ScoreBlendKind.Geometric }, [0, 0.5f, 0.5f], [1, 0.1f, 0.9f]));
    }

    [Fact]
    public void Transform_SmallestProbabilityGiven_SmallerOnesCountAsIt()
    {
        double[] product = [Math.Sqrt(1e-3), Math.Sqrt(0.5 * 0.1), Math.Sqrt(0.5 * 0.9)];
        AssertEqual([.. product.Select(value => value / product.Sum())], Blend(Options with { Kind = ScoreBlendKind.Geometric, SmallestProbability = 1e-3 }, [0, 0.5f, 0.5f], [1, 0.1f, 0.9f]));
    }

    [Fact]
    public void Transform_Rows_NamesTheLargestClass()
    {
        var view = new ScoreBlendingTransformer(Options).Transform(Table(A, B));
        Assert.Equal([3u], view.GetColumn<uint>("PredictedLabel"));
        Assert.Equal(Classes, Rows.Names(view, "Score", "SlotNames"));
    }

    [Fact]
    public void Compute_AnyRow_EqualsTheTransformer()
    {
        var options = Options with { Kind = ScoreBlendKind.Geometric, Weights = [0.7, 0.6], ClassBias = [0.1, 0.2, -0.3], Temperature = 0.8 };
        var result = new double[3];
        ScoreBlend.Compute(options, [A, B], result);
        AssertEqual(result, Blend(options));
        Assert.Throws<ArgumentException>(() => ScoreBlend.Compute(options, [A], result));
    }

    [Fact]
    public void Validate_SenselessOptions_NamesEach()
    {
        Assert.Contains("sum to 1.2", Assert.Single((Options with { Weights = [0.5, 0.7] }).Validate()));
        Assert.Contains("3 values; 2 columns", Assert.Single((Options with { Weights = [0.5, 0.25, 0.25] }).Validate()));
        Assert.Contains("Temperature 0", Assert.Single((Options with { Temperature = 0 }).Validate()));
        Assert.Contains("SmallestProbability 0", Assert.Single((Options with { SmallestProbability = 0 }).Validate()));
        Assert.Contains("ClassBias", Assert.Single((Options with { ClassBias = [double.NaN] }).Validate()));
        Assert.Empty((Options with { Kind = ScoreBlendKind.Geometric, Weights = [2, -0.5] }).Validate());
        Assert.Throws<ColumnMismatchException>(() => Blend(Options with { ClassBias = [1, 2] }));
    }

    [Fact]
    public void Statistics_ThreeModels_AreNumPys()
    {
        // np.min/max/mean/std/median over axis 0 of [[.5,.3,.2],[.1,.1,.8],[.2,.7,.1]]
        var table = new TestTable(new TestColumn("A", [3], [A]) { SlotNames = Classes }, new TestColumn("B", [3], [B]), new TestColumn("C", [3], [[0.2f, 0.7f, 0.1f]]));
        var options = new ScoreStatisticsOptions { InputColumns = ["A", "B", "C"], Statistics = [.. Enum.GetValues<ScoreStatistic>()] };
        var view = new ScoreStatisticsTransformer(options).Transform(table);
        double[] expected =
        [
            0.1, 0.1, 0.1, 0.5, 0.7, 0.8, 0.26666667, 0.36666667, 0.36666667, 0.16996732, 0.24944383, 0.30912062, 0.2, 0.3, 0.2,
            0.5, 0.3, 0.2, 0.1, 0.1, 0.8, 0.2, 0.7, 0.1,
        ];
        var actual = Rows.Vectors(view, "Features")[0];
        Assert.Equal(options.FeatureCount(3), actual.Length);
        AssertEqual(expected, actual);
        Assert.Equal("StandardDeviation b", Rows.Names(view, "Features", "SlotNames")[10]);
        Assert.Equal("Model2 a", Rows.Names(view, "Features", "SlotNames")[21]);
    }

    [Fact]
    public void Statistics_EvenNumber_MedianIsBetweenTheMiddleTwo()
    {
        var features = new float[3];
        ScoreStatisticsTransformer.Compute([ScoreStatistic.Median], [A, B], features);
        AssertEqual([0.3, 0.2, 0.5], features);
    }
}
