using Hms.Training.Loop;

namespace Hms.Tests.Training.Loop;

public sealed class BatchPlanTests
{
    [Theory]
    [InlineData(10, 4, new[] { 4, 4, 2 })]
    [InlineData(9, 4, new[] { 4, 5 })]
    [InlineData(8, 4, new[] { 4, 4 })]
    [InlineData(3, 16, new[] { 3 })]
    public void Shuffled_AnyCount_UsesEveryRowOnceAndNeverABatchOfOne(int rows, int batchSize, int[] sizes)
    {
        var plan = BatchPlan.Shuffled(rows, batchSize, seed: 1, epoch: 1);
        Assert.Equal(sizes, plan.Select(batch => batch.Length));
        Assert.Equal(Enumerable.Range(0, rows), plan.SelectMany(batch => batch).Order());
    }

    [Fact]
    public void Shuffled_SeedAndEpoch_DecideTheOrder()
    {
        int[] Order(ulong seed, int epoch) => [.. BatchPlan.Shuffled(50, 8, seed, epoch).SelectMany(batch => batch)];
        Assert.Equal(Order(1, 1), Order(1, 1));
        Assert.NotEqual(Order(1, 1), Order(1, 2));
        Assert.NotEqual(Order(1, 1), Order(2, 1));
    }

    [Fact]
    public void InOrder_LeavesASingleRowAlone() => Assert.Equal([4, 4, 1], BatchPlan.InOrder(9, 4).Select(batch => batch.Length));
}
