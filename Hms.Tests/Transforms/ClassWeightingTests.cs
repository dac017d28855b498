using Hms.Transforms;
using Hms.Transforms.Mapping;
using Hms.Transforms.Steps.Training;
using Microsoft.ML;

namespace Hms.Tests.Transforms;

public sealed class ClassWeightingTests
{
    private const double Tolerance = 1e-6; // weights are written as Single
    private static readonly int[] Labels = [0, 1, 0, 2, 0, 0, 1, 0, 1, 0]; // 6, 3, 1, and an empty class

    private static TestTable Hard { get; } = Table([.. Labels.Select(label => Enumerable.Range(0, 4).Select(i => i == label ? 3f : 0).ToArray())]);

    private static TestTable Soft { get; } = Table([[3, 1, 0, 0], [1, 0, 0, 0], [0, 2, 2, 0], [2, 2, 0, 0], [5, 0, 0, 0]]);

    [Fact]
    public void Transform_InverseFrequency_IsNOverKTimesTheClassSize()
    {
        var weights = Weights(Hard, new());
        double[] expected = [10 / (3.0 * 6), 10 / (3.0 * 3), 10 / (3.0 * 1)];
        Assert.All(weights.Zip(Labels), pair => Assert.Equal(expected[pair.Second], pair.First, Tolerance));
        Assert.Equal(1, weights.Average(), Tolerance);
    }

    [Fact]
    public void Transform_EffectiveNumber_FollowsItsFormula()
    {
        var weights = Weights(Hard, new() { Formula = ClassWeightFormula.EffectiveNumber, Beta = 0.9 });
        double Factor(int size) => (1 - 0.9) / (1 - Math.Pow(0.9, size));
        Assert.Equal(Factor(1) / Factor(6), weights[3] / weights[0], Tolerance);
        Assert.Equal(Factor(3) / Factor(6), weights[1] / weights[0], Tolerance);
        Assert.Equal(1, weights.Average(), Tolerance);
    }

    [Fact]
    public void Transform_Strength_IsAPower()
    {
        var weights = Weights(Hard, new() { Strength = 0.5 });
        Assert.Equal(Math.Sqrt(6), weights[3] / weights[0], Tolerance);
        Assert.All(Weights(Hard, new() { Strength = 0 }), weight => Assert.Equal(1, weight, Tolerance));
    }

    [Fact]
    public void Transform_ByVotes_IsTheMeanOfTheClassWeightsByShares()
    {
        // Shares: (.75,.25,0) (1,0,0) (0,.5,.5) (.5,.5,0) (1,0,0): sizes 3.25, 1.25, 0.5 of 5 rows, 3 classes.
        var weights = Weights(Soft, new() { By = ClassMembership.Votes });
        double[] classes = [5 / (3 * 3.25), 5 / (3 * 1.25), 5 / (3 * 0.5)];
        double[] expected = [.75 * classes[0] + .25 * classes[1], classes[0], .5 * classes[1] + .5 * classes[2], .5 * classes[0] + .5 * classes[1], classes[0]];
        Assert.All(weights.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, Tolerance));
        Assert.Equal(1, weights.Average(), Tolerance);
    }

    [Fact]
    public void Transform_ByConsensus_TakesTheFirstOfEquals() =>
        Assert.Equal([4.0, 1.0, 0, 0], new ClassWeightingEstimator(new()).Fit(Soft).ClassSizes);

    [Theory, InlineData(RebalancingMethod.Oversample), InlineData(RebalancingMethod.Undersample)]
    public void RebalanceByVotes_UnanimousRows_GivesTheCountsOfConsensus(RebalancingMethod method)
    {
        int[] Counts(ClassMembership by) => [.. Rows.Vectors(Rebalance(Hard, new() { Method = method, By = by, Seed = 3 }), "X").GroupBy(row => Labels[(int)row[0]]).OrderBy(group => group.Key).Select(group => group.Count())];
        Assert.Equal(Counts(ClassMembership.Consensus), Counts(ClassMembership.Votes));
    }

    [Fact]
    public void RebalanceByVotes_MixedRows_OccurByTheirWeight()
    {
        var weights = Weights(Soft, new() { By = ClassMembership.Votes });
        var expected = weights.Select(weight => weight / weights.Min()).ToArray();
        var sums = new double[5];
        const int Seeds = 400;
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            var counts = new int[5];
            foreach (var row in Rows.Vectors(Rebalance(Soft, new() { By = ClassMembership.Votes, Seed = seed }), "X")) { counts[(int)row[0]]++; }
            for (var i = 0; i < 5; i++)
            {
                Assert.InRange(counts[i], Math.Floor(expected[i] - Tolerance), Math.Ceiling(expected[i] + Tolerance));
                sums[i] += counts[i];
            }
            Assert.InRange(counts.Sum(), Math.Floor(expected.Sum()), Math.Ceiling(expected.Sum()));
        }
        Assert.All(sums.Zip(expected), pair => Assert.Equal(pair.Second, pair.First / Seeds, 0.1)); // 4 standard errors of a coin over 400 draws
    }

    [Fact]
    public void RebalanceByConsensus_Strength_GivesThePower() =>
        Assert.Equal([6, 4, 2], Rows.Vectors(Rebalance(Hard, new() { Strength = 0.5 }), "X").GroupBy(row => Labels[(int)row[0]]).OrderBy(group => group.Key).Select(group => group.Count())); // 6, 3 sqrt 2, sqrt 6

    [Fact]
    public void Transform_RowWithoutVotes_NamesTheRow()
    {
        foreach (var bad in new[] { new[] { 0f, 0, 0, 0 }, [float.NaN, 1, 0, 0], [-1, 2, 0, 0] })
        {
            Assert.Contains("Row 1", Assert.Throws<InvalidOperationException>(() => new ClassWeightingEstimator(new()).Fit(Table([[1, 0, 0, 0], bad]))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Transform_OtherNumberOfClasses_IsRefused()
    {
        var step = new ClassWeightingEstimator(new()).Fit(Hard);
        Assert.Contains("4", Assert.Throws<ColumnMismatchException>(() => step.Transform(new TestTable(new TestColumn("Votes", [3], [[1, 0, 0]])))).Message, StringComparison.Ordinal);
    }

    private static TestTable Table(float[][] votes) => new(new TestColumn("Votes", [4], votes), new TestColumn("X", [1], [.. Enumerable.Range(0, votes.Length).Select(row => new[] { (float)row })]));

    private static double[] Weights(TestTable table, ClassWeightingOptions options) => [.. Rows.Column(new MLContext(1).Transforms.WeightClasses(options).Fit(table).Transform(table), "Weight").Select(weight => (double)weight)];

    private static IDataView Rebalance(TestTable table, ClassRebalancingOptions options) => new ClassRebalancingEstimator(options).Fit(table).Transform(table);
}
