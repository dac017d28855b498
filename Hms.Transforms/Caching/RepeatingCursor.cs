using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Caching;

/// <summary>Reads a cursor through and shows each of its rows as often as asked for, also not at all.</summary>
internal sealed class RepeatingCursor(DataViewRowCursor source, Func<DataViewRowCursor, int> countOf) : DataViewRowCursor
{
    private int _repetition = -1;
    private int _count;
    private long _position = -1;
    private bool _done;

    public override DataViewSchema Schema => source.Schema;

    public override long Position => _done ? -1 : _position;

    public override long Batch => source.Batch;

    /// <summary>How often the current row has been shown before.</summary>
    internal int Repetition => _repetition;

    /// <summary>The ids of the rows below, the same for every repetition.</summary>
    internal ValueGetter<DataViewRowId> GetSourceIdGetter() => source.GetIdGetter();

    public override bool MoveNext()
    {
        if (_done) { return false; }
        _repetition++;
        while (_repetition >= _count)
        {
            if (!source.MoveNext())
            {
                _done = true;
                return false;
            }
            _count = countOf(source);
            _repetition = 0;
        }
        _position++;
        return true;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => RepeatedRowId.Wrap(source.GetIdGetter(), () => _repetition);

    public override bool IsColumnActive(DataViewSchema.Column column) => source.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => source.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing) { source.Dispose(); }
        base.Dispose(disposing);
    }
}
