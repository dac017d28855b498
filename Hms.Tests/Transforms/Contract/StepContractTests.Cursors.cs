using Hms.Transforms.Caching;
using Hms.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms;

public sealed partial class StepContractTests
{
    private const int WarmUpRows = 50;
    private const int MeasuredRows = 400;

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void Transform_NoCursorOpened_ReadsNothing(string name)
    {
        var step = StepCase.Get(name);
        var table = step.TableOf(step.InputColumn);
        Assert.True(step.Fitted.Transform(table).Schema.Count >= table.Schema.Count);
        Assert.Equal(0, table.Reads);
    }

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void GetRowCursorSet_ThreeCursors_EqualsSequential(string name)
    {
        var step = StepCase.Get(name);
        var view = step.Fitted.Transform(step.Table);
        var sequential = Rows.WithIds(view, step.Output);
        var parallel = Rows.Parallel(view, step.Output, 3);
        Assert.Equal(sequential.Select(row => row.Id), parallel.Select(row => row.Id));
        Assert.Equal(sequential.Select(row => row.Values), parallel.Select(row => row.Values));
        if (!step.IsTrainingOnly) { Assert.Equal((3, StepCase.RowCount), (view.GetRowCursorSet([], 3).Length, sequential.Length)); }
    }

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void GetRowCursor_TwoThreads_DoNotDisturbEachOther(string name)
    {
        var step = StepCase.Get(name);
        var view = step.Fitted.Transform(step.Table);
        var expected = Rows.Values(view, step.Output);
        var results = new float[4][][];
        Parallel.For(0, results.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i => results[i] = Rows.Values(view, step.Output));
        Assert.All(results, result => Assert.Equal(expected, result));
    }

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void GetIdGetter_EveryRow_HasAnIdOfItsOwn(string name)
    {
        var step = StepCase.Get(name);
        var ids = Rows.WithIds(step.Fitted.Transform(step.Table), step.Output).Select(row => row.Id).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        if (!step.IsTrainingOnly) { Assert.Equal(Rows.WithIds(step.Table, "X").Select(row => row.Id), ids); }
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void GetGetter_TwoConsumers_ComputesOnce(string name)
    {
        var step = StepCase.Get(name);
        var table = step.TableOf(step.InputColumn);
        var view = step.Fitted.Transform(table);
        using var cursor = view.GetRowCursor([view.Schema[step.Output]]);
        var (first, second) = (cursor.GetGetter<VBuffer<float>>(view.Schema[step.Output]), cursor.GetGetter<VBuffer<float>>(view.Schema[step.Output]));
        VBuffer<float> a = default, b = default;
        while (cursor.MoveNext())
        {
            first(ref a);
            second(ref b);
            Assert.Equal(a.DenseValues(), b.DenseValues());
        }
        Assert.Equal(StepCase.RowCount * step.FitStep().InputColumns.Count, table.Reads);
    }

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void GetGetter_ColumnNotAskedFor_Throws(string name)
    {
        var step = StepCase.Get(name);
        if (step.Fitted is Hms.Transforms.Steps.Training.ClassRebalancingTransformer) { return; } // it adds no column
        var view = step.Fitted.Transform(step.Table);
        using var cursor = view.GetRowCursor([]);
        Assert.False(cursor.IsColumnActive(view.Schema[step.Output]));
        Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<VBuffer<float>>(view.Schema[step.Output]));
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void GetGetter_OfAnotherType_NamesTheColumn(string name)
    {
        var step = StepCase.Get(name);
        var view = step.Fitted.Transform(step.Table);
        using var cursor = view.GetRowCursor([view.Schema[step.Output]]);
        Assert.Contains($"'{step.Output}'", Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<double>(view.Schema[step.Output])).Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void GetGetter_BeforeTheFirstRow_Throws(string name)
    {
        var step = StepCase.Get(name);
        var view = step.Fitted.Transform(step.Table);
        using var cursor = view.GetRowCursor([view.Schema[step.Output]]);
        var getter = cursor.GetGetter<VBuffer<float>>(view.Schema[step.Output]);
        VBuffer<float> value = default;
        Assert.Throws<InvalidOperationException>(() => getter(ref value));
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void GetGetter_UsedBuffer_IsFilledAnew(string name)
    {
        var step = StepCase.Get(name);
        var view = step.Fitted.Transform(step.Table);
        using var cursor = view.GetRowCursor([view.Schema[step.Output]]);
        var getter = cursor.GetGetter<VBuffer<float>>(view.Schema[step.Output]);
        var used = new VBuffer<float>(1_000_000, 2, [7, 8], [3, 999_999]);
        Assert.True(cursor.MoveNext());
        getter(ref used);
        Assert.Equal(Rows.Values(view, step.Output)[0], used.DenseValues());
    }

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void Dispose_Cursor_DisposesTheSource(string name)
    {
        var step = StepCase.Get(name);
        var table = step.TableOf(step.InputColumn);
        var view = step.Fitted.Transform(table);
        view.GetRowCursor([view.Schema[step.Output]]).Dispose();
        foreach (var cursor in view.GetRowCursorSet([view.Schema[step.Output]], 3)) { cursor.Dispose(); }
        Assert.Equal(0, table.OpenCursors);
    }

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void GetRowCount_KnownBefore_IsKnownAfter(string name)
    {
        var step = StepCase.Get(name);
        var view = step.Fitted.Transform(step.Table);
        Assert.Equal(Rows.Values(view, step.Output).Length, view.GetRowCount());
    }

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void GetRowCursorAt_SeekableSource_GivesAnyRows(string name)
    {
        var step = StepCase.Get(name);
        using var folder = new TempFolder();
        using var cache = DiskCache.Materialize(step.Table, folder["rows.cache"], [.. step.Table.Schema.Select(column => column.Name)], TestContext.Current.CancellationToken);
        var view = step.Fitted.Transform(cache);
        Assert.True(view.CanShuffle);
        Assert.False(step.Fitted.Transform(step.Table).CanShuffle);
        var expected = Rows.WithIds(view, step.Output);
        int[] order = [.. Enumerable.Range(0, expected.Length).Reverse(), 0];
        var seekable = Assert.IsAssignableFrom<ISeekableDataView>(view);
        Assert.True(seekable.CanSeek);
        using var cursor = seekable.GetRowCursorAt([view.Schema[step.Output]], order);
        var rows = Rows.WithIds(cursor, step.Output);
        Assert.Equal(order.Select(row => expected[row].Id), rows.Select(row => row.Id));
        Assert.Equal(order.Select(row => expected[row].Values), rows.Select(row => row.Values));
    }

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void Transform_ThousandsOfRows_AllocatesNearlyNothingARow(string name)
    {
        var step = StepCase.Get(name);
        if (step.IsTrainingOnly && step.Output != "Weight") { return; } // they keep row numbers, or are checked in their own tests
        var view = step.Fitted.Transform(Reordered(step, [.. Enumerable.Range(0, WarmUpRows + MeasuredRows + 1).Select(i => i % StepCase.RowCount)]));
        using var cursor = view.GetRowCursor([view.Schema[step.Output]]);
        var read = Rows.Reader(cursor, step.Output);
        for (var i = 0; i < WarmUpRows; i++) { Assert.True(cursor.MoveNext()); read(); }
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < MeasuredRows; i++) { cursor.MoveNext(); read(); }
        var perRow = (GC.GetAllocatedBytesForCurrentThread() - before) / MeasuredRows;
        Assert.True(perRow <= step.BytesPerRow, $"{perRow} bytes a row are allocated; at most {step.BytesPerRow} may be.");
    }
}
