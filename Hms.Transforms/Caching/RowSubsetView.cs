using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Caching;

/// <summary>Some rows of a table, by index; a row may occur more than once.</summary>
/// <remarks>
/// Where the table below can seek (a <see cref="DiskCacheView"/> and everything mapped from one), only the rows asked for are read, in any order.
/// Elsewhere the table is read through and the indices must ascend.
/// </remarks>
public sealed class RowSubsetView : ISeekableDataView
{
    private readonly IDataView _source;
    private readonly Lazy<int[]> _rows;
    private readonly Lazy<int[]> _repetitions;
    private readonly Lazy<Dictionary<DataViewRowId, int>?> _indexById;

    /// <summary>Takes some rows of a table.</summary>
    /// <param name="source">The table.</param>
    /// <param name="rowIndices">Row numbers from 0; ascending where the table cannot seek.</param>
    /// <exception cref="ArgumentException">An index is negative or beyond the table, or they do not ascend where they must.</exception>
    public RowSubsetView(IDataView source, int[] rowIndices)
        : this(source, () => rowIndices)
    {
        ArgumentNullException.ThrowIfNull(rowIndices);
        _ = _rows.Value;
    }

    internal RowSubsetView(IDataView source, Func<int[]> select)
    {
        ArgumentNullException.ThrowIfNull(source);
        _source = source;
        _rows = new Lazy<int[]>(() => Check([.. select()]));
        _repetitions = new Lazy<int[]>(() => Repetitions(_rows.Value));
        _indexById = new Lazy<Dictionary<DataViewRowId, int>?>(ReadIds);
    }

    /// <summary>True where the table below can seek.</summary>
    public bool CanShuffle => CanSeek;

    /// <summary>True where the table below can seek.</summary>
    public bool CanSeek => _source is ISeekableDataView { CanSeek: true };

    /// <summary>The schema of the table below.</summary>
    public DataViewSchema Schema => _source.Schema;

    /// <summary>Number of rows, repeated ones counted as often as they occur.</summary>
    public long? GetRowCount() => _rows.Value.Length;

    /// <inheritdoc />
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        if (CanSeek) { return Seek(columnsNeeded, Order(rand), part: 0, parts: 1); }
        var counts = Counts();
        return new RepeatingCursor(_source.GetRowCursor(columnsNeeded), cursor => CountAt(counts, cursor.Position));
    }

    /// <inheritdoc />
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var needed = columnsNeeded.ToList();
        if (CanSeek)
        {
            var order = Order(rand);
            var parts = Math.Max(1, Math.Min(n, order.Length));
            return [.. Enumerable.Range(0, parts).Select(part => Seek(needed, order, part, parts))];
        }
        if (n <= 1 || _indexById.Value is not { } indexById) { return [GetRowCursor(needed)]; }
        var counts = Counts();
        return [.. _source.GetRowCursorSet(needed, n).Select(cursor => Repeat(cursor, indexById, counts))];
    }

    /// <inheritdoc />
    public DataViewRowCursor GetRowCursorAt(IEnumerable<DataViewSchema.Column> columnsNeeded, ReadOnlyMemory<int> rowIndices)
    {
        return Seek(columnsNeeded, rowIndices.ToArray(), part: 0, parts: 1);
    }

    /// <summary>Reads rows of this view, by their places in it. A row's id hangs on its place, not on the order of reading.</summary>
    private SeekingCursor Seek(IEnumerable<DataViewSchema.Column> needed, int[] order, int part, int parts)
    {
        var positions = Enumerable.Range(0, order.Length).Where(i => i % parts == part).ToArray();
        var rows = Array.ConvertAll(positions, i => _rows.Value[order[i]]);
        var repetitions = Array.ConvertAll(positions, i => _repetitions.Value[order[i]]);
        return new SeekingCursor(((ISeekableDataView)_source).GetRowCursorAt(needed, rows), positions, repetitions, inOneBatch: parts == 1);
    }

    private static RepeatingCursor Repeat(DataViewRowCursor cursor, Dictionary<DataViewRowId, int> indexById, int[] counts)
    {
        var id = cursor.GetIdGetter();
        return new RepeatingCursor(cursor, _ =>
        {
            DataViewRowId value = default;
            id(ref value);
            return CountAt(counts, indexById[value]);
        });
    }

    private int[] Order(Random? rand)
    {
        var order = Enumerable.Range(0, _rows.Value.Length).ToArray();
        rand?.Shuffle(order);
        return order;
    }

    private int[] Check(int[] rows)
    {
        var count = _source.GetRowCount();
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i] < 0 || rows[i] >= count) { throw new ArgumentException($"Row index {rows[i]} is outside the table of {count} rows."); }
            if (!CanSeek && i > 0 && rows[i] < rows[i - 1])
            {
                throw new ArgumentException($"Row index {rows[i]} follows {rows[i - 1]}; a table that cannot seek needs ascending indices (cache it on disk first).");
            }
        }
        return rows;
    }

    /// <summary>How often each row of the table occurs; for ascending indices.</summary>
    private int[] Counts()
    {
        var rows = _rows.Value;
        var counts = new int[rows.Length == 0 ? 0 : rows[^1] + 1];
        foreach (var row in rows) { counts[row]++; }
        return counts;
    }

    private static int CountAt(int[] counts, long row) => row < counts.Length ? counts[row] : 0;

    /// <summary>The row number of each row id, so that parallel cursors know which rows they hold; null where ids are not unique.</summary>
    private Dictionary<DataViewRowId, int>? ReadIds()
    {
        var ids = new Dictionary<DataViewRowId, int>();
        using var cursor = _source.GetRowCursor([]);
        var getter = cursor.GetIdGetter();
        for (var row = 0; cursor.MoveNext(); row++)
        {
            DataViewRowId id = default;
            getter(ref id);
            if (!ids.TryAdd(id, row)) { return null; }
        }
        return ids;
    }

    /// <summary>For each place, how often its row has occurred before.</summary>
    private static int[] Repetitions(int[] rows)
    {
        var seen = new Dictionary<int, int>(rows.Length);
        return Array.ConvertAll(rows, row => seen[row] = seen.TryGetValue(row, out var times) ? times + 1 : 0);
    }
}
