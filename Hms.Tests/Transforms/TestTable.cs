using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms;

/// <summary>A small table in memory with true cursor sets that counts every value it hands out.</summary>
public sealed class TestTable : IDataView
{
    private readonly TestColumn[] _columns;
    private int _reads;
    private int _opened;
    private int _disposed;

    public TestTable(params TestColumn[] columns)
    {
        _columns = columns;
        var builder = new DataViewSchema.Builder();
        foreach (var column in columns) { builder.AddColumn(column.Name, column.Type, column.Annotations()); }
        Schema = builder.ToSchema();
    }

    public int Reads => _reads;

    /// <summary>Cursors that were opened and not disposed.</summary>
    public int OpenCursors => _opened - _disposed;

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public int Count => _columns[0].Rows.Length;

    public long? GetRowCount() => Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => GetRowCursorSet(columnsNeeded, 1)[0];

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var active = columnsNeeded.Select(column => column.Index).ToHashSet();
        var parts = Math.Max(1, Math.Min(n, Count));
        Interlocked.Add(ref _opened, parts);
        return [.. Enumerable.Range(0, parts).Select(part => new Cursor(this, active, part, parts))];
    }

    private sealed class Cursor(TestTable table, HashSet<int> active, int part, int parts) : DataViewRowCursor
    {
        private int _position = -1;
        private bool _done;

        private int Row => _position * parts + part;

        public override DataViewSchema Schema => table.Schema;

        public override long Position => _done ? -1 : _position;

        public override long Batch => parts == 1 ? 0 : Row;

        public override bool MoveNext()
        {
            _position++;
            _done = Row >= table.Count;
            return !_done;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)Row, 17);

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Assert.Contains(column.Index, active); // a step must ask for what it reads
            var source = table._columns[column.Index];
            Delegate getter = source.Dimensions.Length == 0
                ? (ValueGetter<float>)((ref float value) =>
                {
                    Interlocked.Increment(ref table._reads);
                    value = source.Rows[Row][0];
                })
                : (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
                {
                    Interlocked.Increment(ref table._reads);
                    if (source.IsSparse)
                    {
                        WriteSparse(source.Rows[Row], ref value);
                        return;
                    }
                    var editor = VBufferEditor.Create(ref value, source.Rows[Row].Length);
                    source.Rows[Row].CopyTo(editor.Values);
                    value = editor.Commit();
                });
            return (ValueGetter<TValue>)getter;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) { Interlocked.Increment(ref table._disposed); }
            base.Dispose(disposing);
        }

        private static void WriteSparse(float[] row, ref VBuffer<float> value)
        {
            var indices = Enumerable.Range(0, row.Length).Where(i => row[i] != 0).ToArray();
            value = new VBuffer<float>(row.Length, indices.Length, [.. indices.Select(i => row[i])], indices);
        }
    }
}
