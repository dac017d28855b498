using Hms.Transforms.Caching;
using Hms.Transforms.Mapping;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Scoring;

/// <summary>A table scored batch by batch: its cursors read some rows ahead, hold the columns that were asked for, and run the network once for all of them.</summary>
/// <param name="source">The table with the images.</param>
/// <param name="mapping">Schemas and dependencies.</param>
/// <param name="images">Column of the images.</param>
/// <param name="size">Values of one image.</param>
/// <param name="createBatch">Makes the batch of one cursor.</param>
/// <remarks>
/// Columns that pass through are held rather than read in a second pass: a second pass would open every recording again. A cursor that is asked for none
/// of the scores reads nothing ahead. Rows, their order, ids and batch numbers are those of the table.
/// </remarks>
internal sealed class BatchedView(IDataView source, RowMapping mapping, DataViewSchema.Column images, int size, Func<OnnxBatch> createBatch) : ISeekableDataView
{
    public bool CanShuffle => source.CanShuffle;

    public bool CanSeek => source is ISeekableDataView { CanSeek: true };

    public DataViewSchema Schema => mapping.OutputSchema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var needed = columnsNeeded.ToList();
        return Score(source.GetRowCursor(mapping.GetDependencies(needed).ToList(), rand), needed);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var needed = columnsNeeded.ToList();
        return [.. source.GetRowCursorSet(mapping.GetDependencies(needed).ToList(), n, rand).Select(cursor => Score(cursor, needed))];
    }

    public DataViewRowCursor GetRowCursorAt(IEnumerable<DataViewSchema.Column> columnsNeeded, ReadOnlyMemory<int> rowIndices)
    {
        var needed = columnsNeeded.ToList();
        return Score(((ISeekableDataView)source).GetRowCursorAt(mapping.GetDependencies(needed).ToList(), rowIndices), needed);
    }

    private DataViewRowCursor Score(DataViewRowCursor cursor, List<DataViewSchema.Column> needed)
    {
        if (!needed.Exists(column => column.Index >= mapping.FirstOutput)) { return new MappedCursor(cursor, mapping.Getters(cursor, needed)); }
        var passed = needed.Where(column => column.Index < mapping.FirstOutput).Select(column => cursor.Schema[column.Index]).ToList();
        return new BatchedCursor(cursor, mapping, passed, new VectorReader(cursor, images, size), createBatch());
    }
}
