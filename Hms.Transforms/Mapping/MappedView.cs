using Hms.Transforms.Caching;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Mapping;

/// <summary>A table with mapped columns: as many parallel cursors as the source gives, rows by index where the source has them.</summary>
internal sealed class MappedView(IDataView source, RowMapping mapping) : ISeekableDataView
{
    public bool CanShuffle => source.CanShuffle;

    public bool CanSeek => source is ISeekableDataView { CanSeek: true };

    public DataViewSchema Schema => mapping.OutputSchema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var needed = columnsNeeded.ToList();
        return Map(source.GetRowCursor(mapping.GetDependencies(needed).ToList(), rand), needed);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var needed = columnsNeeded.ToList();
        return [.. source.GetRowCursorSet(mapping.GetDependencies(needed).ToList(), n, rand).Select(cursor => Map(cursor, needed))];
    }

    public DataViewRowCursor GetRowCursorAt(IEnumerable<DataViewSchema.Column> columnsNeeded, ReadOnlyMemory<int> rowIndices)
    {
        var needed = columnsNeeded.ToList();
        return Map(((ISeekableDataView)source).GetRowCursorAt(mapping.GetDependencies(needed).ToList(), rowIndices), needed);
    }

    private MappedCursor Map(DataViewRowCursor cursor, List<DataViewSchema.Column> needed) => new(cursor, mapping.Getters(cursor, needed));
}
