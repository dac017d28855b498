using Hms.Transforms;
using Hms.Transforms.Mapping;
using Hms.Transforms.Steps.Training;
using Microsoft.ML;

namespace Hms.Tests.Transforms;

public sealed class ClassRebalancingTests
{
    // Class sizes 6, 3, 1 and an empty class.
    private static readonly int[] Labels = [0, 1, 0, 2, 0, 0, 1, 0, 1, 0];

    private static TestTable Table => new(
        new TestColumn("Votes", [4], [.. Labels.Select(label => Enumerable.Range(0, 4).Select(i => i == label ? 0.7f : 0.1f).ToArray())]),
        new TestColumn("X", [1], [.. Labels.Select((_, row) => new[] { (float)row })]));

    [Theory, InlineData(RebalancingMethod.Oversample, 6), InlineData(RebalancingMethod.Undersample, 1)]
    public void Transform_UnequalClasses_MakesThemEqual(RebalancingMethod method, int expected)
    {
        var rows = Read(method, seed: 3);
        Assert.Equal([expected, expected, expected], rows.GroupBy(row => Labels[row]).OrderBy(group => group.Key).Select(group => group.Count()));
        Assert.Equal(rows.Order(), rows);
    }

    [Fact]
    public void Transform_Oversample_RepeatsEvenlyAndKeepsEveryRow() =>
        Assert.Equal([1, 2, 1, 6, 1, 1, 2, 1, 2, 1], Read(RebalancingMethod.Oversample, 3).GroupBy(row => row).OrderBy(group => group.Key).Select(group => group.Count()));

    [Fact]
    public void Transform_SameSeed_GivesTheSameRows()
    {
        Assert.Equal(Read(RebalancingMethod.Undersample, 3), Read(RebalancingMethod.Undersample, 3));
        Assert.True(Enumerable.Range(0, 20).Select(seed => string.Join(',', Read(RebalancingMethod.Undersample, (ulong)seed))).Distinct().Count() > 5);
    }

    [Fact]
    public void GetRowCursorSet_SequentialSource_EqualsSequentialWithUniqueIds()
    {
        var view = Transform(Table, RebalancingMethod.Oversample, 3);
        var (sequential, parallel) = (Rows.WithIds(view, "X"), Rows.Parallel(view, "X", 3));
        Assert.Equal(sequential.Select(row => row.Values[0]), parallel.Select(row => row.Values[0]));
        Assert.Equal(sequential.Select(row => row.Id), parallel.Select(row => row.Id));
        Assert.Equal(18, sequential.Select(row => row.Id).Distinct().Count());
        Assert.Equal(18, view.GetRowCount());
    }

    [Fact]
    public void Transform_RepeatedRows_AreComputedOnceByStepsBefore()
    {
        var table = Table;
        var steps = new MLContext(1).Transforms;
        var view = Transform(steps.NormalizeInstance("X").Fit(table).Transform(table), RebalancingMethod.Oversample, 3);
        _ = view.GetRowCount();
        var before = table.Reads;
        Assert.Equal(18, Rows.Vectors(view, "X").Length);
        Assert.Equal(10, table.Reads - before);
    }

    [Fact]
    public void Transform_RowWithoutVotes_NamesTheRow()
    {
        var view = Transform(new TestTable(new TestColumn("Votes", [2], [[1, 0], [0, 0]])), RebalancingMethod.Oversample, 0);
        Assert.Contains("Row 1", Assert.Throws<InvalidOperationException>(() => view.GetRowCount()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_NoVotes_RefusesBeforeReading() =>
        Assert.Throws<ColumnMismatchException>(() => new MLContext(1).Transforms.RebalanceClasses().Fit(new TestTable(TestColumn.Waves("X", [2], 3))));

    private static int[] Read(RebalancingMethod method, ulong seed) => [.. Rows.Vectors(Transform(Table, method, seed), "X").Select(row => (int)row[0])];

    private static IDataView Transform(IDataView table, RebalancingMethod method, ulong seed) => new MLContext(1).Transforms.RebalanceClasses(method, seed).Fit(table).Transform(table);
}
