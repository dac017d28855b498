using Microsoft.ML;

namespace Hms.Transforms.Caching;

/// <summary>A table whose rows can be read by index, in any order, without reading the others.</summary>
public interface ISeekableDataView : IDataView
{
    /// <summary>False where a table below cannot; then <see cref="GetRowCursorAt"/> must not be called.</summary>
    bool CanSeek { get; }

    /// <summary>A cursor over the given rows, in the given order; a row may be named more than once.</summary>
    /// <param name="columnsNeeded">The columns to read.</param>
    /// <param name="rowIndices">Row numbers from 0.</param>
    DataViewRowCursor GetRowCursorAt(IEnumerable<DataViewSchema.Column> columnsNeeded, ReadOnlyMemory<int> rowIndices);
}
