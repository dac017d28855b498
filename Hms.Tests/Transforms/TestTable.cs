using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms;

/// <summary>A small table in memory with true cursor sets that counts every value it hands out.</summary>
public sealed class TestTable : IDataView
{
    private readonly TestColumn[] _columns;
    private int _reads;

    public TestTable(params TestColumn[] columns)
    {
        _columns = columns;
        var builder = new DataViewSchema.Builder();
        foreach (var column in columns) { builder.AddColumn(column.Name, column.Type, column.Annotations()); }
        Schema = builder.ToSchema();
    }

    public int Reads => _reads;

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public int Count => _columns[0].Rows.Length;

    public long? GetRowCount() => Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => GetRowCursorSet(columnsNeeded, 1)[0];

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var active = columnsNeeded.Select(column => column.Index).ToHashSet();
        var parts = Math.Max(1, Math.Min(n, Count));
        return [.. Enumerable.Range(0, parts).Select(part => new Cursor(this, active, part, parts))];
    }

    private sealed class Cursor(TestTable table, HashSet<int> active, int part, int parts) : DataViewRowCursor
    {
        private int _position = -1;

        private int Row => _position * parts + part;

        public override DataViewSchema Schema => table.Schema;

        public override long Position => _position;

        public override long Batch => parts == 1 ? 0 : Row;

        public override bool MoveNext()
        {
            _position++;
            return Row < table.Count;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)Row, 17);

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Assert.Contains(column.Index, active);
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
                    var editor = VBufferEditor.Create(ref value, source.Rows[Row].Length);
                    source.Rows[Row].CopyTo(editor.Values);
                    value = editor.Commit();
                });
            return (ValueGetter<TValue>)getter;
        }
    }
}
