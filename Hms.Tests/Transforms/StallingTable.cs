using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms;

/// <summary>A table with one cursor that never ends: after a few rows it tells that it is there, and waits until its process is killed.</summary>
public sealed class StallingTable(TestTable source, Action stalled) : IDataView
{
    private const int RowsBefore = 5;

    public bool CanShuffle => false;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var needed = columnsNeeded.ToList();
        return needed.Count == 0 ? source.GetRowCursor(needed) : new Cursor(source.GetRowCursor(needed), stalled);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded)];

    private sealed class Cursor(DataViewRowCursor inner, Action stalled) : DataViewRowCursor
    {
        public override DataViewSchema Schema => inner.Schema;

        public override long Position => inner.Position;

        public override long Batch => inner.Batch;

        public override bool MoveNext()
        {
            if (Position < RowsBefore) { return inner.MoveNext(); }
            stalled();
            Thread.Sleep(Timeout.Infinite);
            return false;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => inner.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => inner.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => inner.GetGetter<TValue>(column);

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
