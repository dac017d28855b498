using Hms.Transforms.Caching;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Steps.Training;

/// <summary>Each row of a table, followed by its changed copies: as many parallel cursors as the source gives, rows by index where the source has them.</summary>
internal sealed class AugmentedView(IDataView source, AugmentedColumns columns, RowAugmentingOptions options) : ISeekableDataView
{
    private readonly int _versions = options.Copies + (options.Originals == OriginalRows.Keep ? 1 : 0);

    public bool CanShuffle => source.CanShuffle;

    public bool CanSeek => source is ISeekableDataView { CanSeek: true };

    public DataViewSchema Schema => columns.Schema;

    internal RowAugmentingOptions Options => options;

    internal AugmentedColumns Columns => columns;

    /// <summary>The number of the first copy among a row's versions; the row itself is version 0.</summary>
    internal int FirstCopy => options.Originals == OriginalRows.Keep ? 0 : 1;

    public long? GetRowCount() => source.GetRowCount() * _versions;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var needed = columnsNeeded.ToList();
        return Repeat(source.GetRowCursor(columns.Needed(needed), rand), needed);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var needed = columnsNeeded.ToList();
        return [.. source.GetRowCursorSet(columns.Needed(needed), n, rand).Select(cursor => Repeat(cursor, needed))];
    }

    public DataViewRowCursor GetRowCursorAt(IEnumerable<DataViewSchema.Column> columnsNeeded, ReadOnlyMemory<int> rowIndices)
    {
        var needed = columnsNeeded.ToList();
        var (rows, versions) = (new int[rowIndices.Length], new int[rowIndices.Length]);
        for (var i = 0; i < rows.Length; i++) { (rows[i], versions[i]) = Math.DivRem(rowIndices.Span[i], _versions); }
        var cursor = ((ISeekableDataView)source).GetRowCursorAt(columns.Needed(needed), rows);
        return new AugmentedCursor(cursor, this, needed, position => versions[position]);
    }

    /// <summary>One row of the source by its number, for a mix.</summary>
    internal DataViewRowCursor RowAt(int row, DataViewSchema.Column column) => ((ISeekableDataView)source).GetRowCursorAt([column], new[] { row });

    internal int SourceRows() => checked((int)source.GetRowCount()!.Value);

    private AugmentedCursor Repeat(DataViewRowCursor cursor, List<DataViewSchema.Column> needed)
    {
        var repeated = new RepeatingCursor(cursor, _ => _versions);
        return new AugmentedCursor(repeated, this, needed, _ => repeated.Repetition);
    }
}
