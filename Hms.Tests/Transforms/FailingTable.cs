using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms;

/// <summary>A table whose parallel cursors all fail at their first row; it counts those opened and disposed.</summary>
public sealed class FailingTable(TestTable source) : IDataView
{
    public const int CursorCount = 64;
    private int _disposed;

    public int Opened { get; private set; }

    public int Disposed => _disposed;

    public bool CanShuffle => false;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => source.GetRowCursor(columnsNeeded);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var needed = columnsNeeded.ToList();
        Opened += CursorCount;
        return [.. Enumerable.Range(0, CursorCount).Select(_ => new Cursor(this, source.GetRowCursor(needed)))];
    }

    private sealed class Cursor(FailingTable table, DataViewRowCursor inner) : DataViewRowCursor
    {
        public override DataViewSchema Schema => inner.Schema;

        public override long Position => inner.Position;

        public override long Batch => inner.Batch;

        public override bool MoveNext() => throw new InvalidOperationException("This cursor fails.");

        public override ValueGetter<DataViewRowId> GetIdGetter() => inner.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => inner.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => inner.GetGetter<TValue>(column);

        protected override void Dispose(bool disposing)
        {
            if (disposing) { Interlocked.Increment(ref table._disposed); }
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
