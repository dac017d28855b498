using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tuning.AutoML;

/// <summary>Some rows of a data view, by position, in their order.</summary>
internal sealed class RowSubsetView(IDataView source, bool[] keep) : IDataView
{
    private readonly long _count = keep.Count(x => x);

    public bool CanShuffle => false;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => _count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(source.GetRowCursor(columnsNeeded), keep);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(DataViewRowCursor inner, bool[] keep) : DataViewRowCursor
    {
        private long _row = -1;
        private long _position = -1;

        public override long Position => _position;

        public override long Batch => 0;

        public override DataViewSchema Schema => inner.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => inner.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => inner.GetGetter<TValue>(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => inner.GetIdGetter();

        public override bool MoveNext()
        {
            while (inner.MoveNext())
            {
                if (++_row >= keep.Length) { throw new InvalidOperationException($"The data set has more rows now than the {keep.Length} that it had when the folds were made; it must not change while an experiment runs."); }
                if (!keep[_row]) { continue; }
                _position++;
                return true;
            }
            _position = -1;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) { inner.Dispose(); }
            base.Dispose(disposing);
        }
    }
}
