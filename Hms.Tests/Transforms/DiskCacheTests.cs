using Hms.Tests.Support;
using Hms.Transforms;
using Hms.Transforms.Caching;
using Hms.Transforms.Mapping;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms;

public sealed class DiskCacheTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestTable _table = ModelFixture.Table(rows: 23);
    private readonly DiskCacheView _cache;

    public DiskCacheTests() => _cache = DiskCache.Materialize(_table, _folder["a/b.cache"], ["Eeg", "VoteCount", "Votes"], TestContext.Current.CancellationToken);

    public void Dispose()
    {
        _cache.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Materialize_Table_GivesValuesTypesAndAnnotationsBack()
    {
        Assert.Equal(Rows.Vectors(_table, "Eeg"), Rows.Vectors(_cache, "Eeg"));
        Assert.Equal(Rows.Column(_table, "VoteCount"), Rows.Column(_cache, "VoteCount"));
        Assert.Equal([20, 600], Rows.Dimensions(_cache, "Eeg"));
        Assert.Equal("EKG", Rows.Names(_cache, "Eeg", "ChannelNames")[^1]);
        Assert.Equal("Seizure", Rows.Names(_cache, "Votes", "SlotNames")[0]);
        Assert.Equal(200f, ColumnAnnotations.GetSampleRateHz(_cache.Schema["Eeg"]));
        Assert.Equal(23, _cache.RowCount);
    }

    [Fact]
    public void GetRowCursorSet_FourCursors_EqualsSequential() =>
        Assert.Equal(Rows.Vectors(_cache, "Votes"), Rows.Parallel(_cache, "Votes", 4).Select(row => row.Values));

    [Fact]
    public void Materialize_Twice_GivesTheSameBytes()
    {
        DiskCache.Materialize(_table, _folder["c.cache"], ["Eeg", "VoteCount", "Votes"], TestContext.Current.CancellationToken).Dispose();
        Assert.Equal(File.ReadAllBytes(_folder["a/b.cache"]), File.ReadAllBytes(_folder["c.cache"]));
    }

    [Fact]
    public void Materialize_Cancelled_LeavesNoFile()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => DiskCache.Materialize(_table, _folder["no.cache"], ["Eeg"], source.Token));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Materialize_FailingStep_ReportsItsFaultAndLeavesNoFile()
    {
        var steps = new MLContext(1).Transforms;
        var bad = new TestTable(new TestColumn("X", [2], [[1, 2], [float.PositiveInfinity, 1], [3, 4]]));
        var view = steps.NormalizeInstance("X").Fit(bad).Transform(bad);
        Assert.Contains("infinite", Assert.ThrowsAny<ArgumentException>(() => DiskCache.Materialize(view, _folder["no.cache"], ["X"], TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Materialize_EveryCursorFails_DisposesAllOfThem()
    {
        var table = new FailingTable(ModelFixture.Table());
        Assert.Throws<InvalidOperationException>(() => DiskCache.Materialize(table, _folder["no.cache"], ["VoteCount"], TestContext.Current.CancellationToken));
        Assert.Equal((FailingTable.CursorCount, FailingTable.CursorCount), (table.Opened, table.Disposed));
    }

    [Fact]
    public void Materialize_UnsuitableColumn_RefusesBeforeReading()
    {
        var before = _table.Reads;
        Assert.Throws<ColumnMismatchException>(() => DiskCache.Materialize(_table, _folder["no.cache"], ["Absent"], TestContext.Current.CancellationToken));
        Assert.Equal(before, _table.Reads);
    }

    [Fact]
    public void Materialize_NoRows_GivesAnEmptyTable()
    {
        using var empty = DiskCache.Materialize(new TestTable(new TestColumn("X", [2], [])), _folder["empty.cache"], ["X"], TestContext.Current.CancellationToken);
        Assert.Empty(Rows.Vectors(empty, "X"));
    }

    [Fact]
    public void Open_CutShortOrForeign_Refuses()
    {
        var bytes = File.ReadAllBytes(_folder["a/b.cache"]);
        File.WriteAllBytes(_folder["short.cache"], bytes[..^8]);
        File.WriteAllText(_folder["text.cache"], "not a cache, but long enough");
        Assert.Contains("bytes", Assert.Throws<InvalidDataException>(() => DiskCacheView.Open(_folder["short.cache"])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => DiskCacheView.Open(_folder["text.cache"]));
    }

    [Fact]
    public void RowSubset_OfCache_SeeksInAnyOrder()
    {
        var all = Rows.Vectors(_cache, "Votes");
        int[] rows = [22, 0, 5, 5, 1];
        var subset = new RowSubsetView(_cache, rows);
        Assert.Equal(rows.Select(row => all[row]), Rows.Vectors(subset, "Votes"));
        Assert.Equal(rows.Select(row => all[row]), Rows.Parallel(subset, "Votes", 2).Select(row => row.Values));
        Assert.Equal(5, Rows.WithIds(subset, "Votes").Select(row => row.Id).Distinct().Count());
        Assert.Equal([all[5], all[22]], Rows.Vectors(new RowSubsetView(subset, [2, 0]), "Votes"));
    }

    [Fact]
    public void RowSubset_OfMappedCache_ComputesOnlyItsRows()
    {
        var view = new MLContext(1).Transforms.NormalizeInstance("Votes").Fit(_cache).Transform(_cache);
        var all = Rows.Vectors(view, "Votes");
        Assert.True(((ISeekableDataView)view).CanSeek);
        Assert.Equal([all[9], all[3]], Rows.Vectors(new RowSubsetView(view, [9, 3]), "Votes"));
    }

    [Fact]
    public void RowSubset_OfSequentialTable_NeedsAscendingRows()
    {
        var all = Rows.Vectors(_table, "Votes");
        var subset = new RowSubsetView(_table, [1, 4, 4, 20]);
        Assert.Equal([all[1], all[4], all[4], all[20]], Rows.Vectors(subset, "Votes"));
        Assert.Equal([all[1], all[4], all[4], all[20]], Rows.Parallel(subset, "Votes", 3).Select(row => row.Values));
        Assert.Contains("ascending", Assert.Throws<ArgumentException>(() => new RowSubsetView(_table, [4, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("23", Assert.Throws<ArgumentException>(() => new RowSubsetView(_table, [23])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GetRowCursor_WithRandom_ShufflesRows()
    {
        Assert.True(_cache.CanShuffle);
        using var cursor = _cache.GetRowCursor(_cache.Schema, new Random(5));
        var id = cursor.GetIdGetter();
        var order = new List<ulong>();
        while (cursor.MoveNext())
        {
            DataViewRowId value = default;
            id(ref value);
            order.Add(value.Low);
        }
        Assert.NotEqual(order.Order(), order);
        Assert.Equal(Enumerable.Range(0, 23).Select(i => (ulong)i), order.Order());
    }
}
