using Hms.Data.Rows;
using Hms.Data.Windows;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Data.Views;

/// <summary>One cursor of an <see cref="HmsDataView"/>: takes every n-th batch.</summary>
internal sealed class HmsRowCursor : DataViewRowCursor
{
    private readonly HmsDataView _view;
    private readonly int[] _order;
    private readonly List<(int Start, int Count)> _batches;
    private readonly int _stride;
    private readonly bool[] _active;
    private readonly EegWindowReader _reader;
    private int _batch;
    private int _inBatch = -1;
    private long _position = -1;
    private bool _done;

    public HmsRowCursor(HmsDataView view, int[] order, List<(int Start, int Count)> batches, int first, int stride, bool[] active)
    {
        (_view, _order, _batches, _batch, _stride, _active) = (view, order, batches, first, stride, active);
        _reader = new EegWindowReader(view.Folder, view.Options);
    }

    public override DataViewSchema Schema => _view.Schema;

    public override long Position => _done ? -1 : _position;

    public override long Batch => _batch;

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override bool MoveNext()
    {
        if (_done) { return false; }
        if (_batch < _batches.Count && ++_inBatch >= _batches[_batch].Count)
        {
            _batch += _stride;
            _inBatch = 0;
        }
        _done = _batch >= _batches.Count;
        if (!_done) { _position++; }
        return !_done;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)CurrentIndex(), 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column)) { throw new InvalidOperationException($"Column {column.Name} was not asked for when the cursor was made."); }
        var getter = MakeGetter(column.Name);
        return getter as ValueGetter<TValue> ?? throw new InvalidOperationException($"Column {column.Name} holds {column.Type}; its getter cannot give {typeof(TValue).Name}.");
    }

    private Delegate MakeGetter(string column) => column switch
    {
        HmsDataView.RowIndexColumn => (ValueGetter<int>)((ref int value) => value = CurrentIndex()),
        HmsDataView.EegIdColumn => (ValueGetter<long>)((ref long value) => value = Current().EegId),
        HmsDataView.SpectrogramIdColumn => (ValueGetter<long>)((ref long value) => value = Current().SpectrogramId ?? -1),
        HmsDataView.PatientIdColumn => (ValueGetter<long>)((ref long value) => value = Current().PatientId),
        HmsDataView.EegColumn => Vector(column, (row, window) => _reader.ReadEeg(row, window)),
        HmsDataView.SpectrogramColumn => Vector(column, (row, window) => _reader.ReadSpectrogram(row, window)),
        HmsDataView.VotesColumn => Vector(column, WriteDistribution),
        HmsDataView.VoteCountColumn => (ValueGetter<float>)((ref float value) => value = Current().VoteCount),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "No such column."),
    };

    private ValueGetter<VBuffer<float>> Vector(string column, SpanWriter write)
    {
        var length = ((VectorDataViewType)Schema[column].Type).Size;
        return (ref VBuffer<float> value) =>
        {
            var row = Current();
            var editor = VBufferEditor.Create(ref value, length);
            write(row, editor.Values);
            value = editor.Commit();
        };
    }

    private static void WriteDistribution(RecordingRow row, Span<float> values)
    {
        var distribution = row.Distribution();
        for (var i = 0; i < distribution.Length; i++) { values[i] = (float)distribution[i]; }
    }

    private RecordingRow Current() => _view.Rows[CurrentIndex()];

    private int CurrentIndex() => Position >= 0
        ? _order[_batches[_batch].Start + _inBatch]
        : throw new InvalidOperationException("The cursor stands on no row; call MoveNext first and stop when it returns false.");

    private delegate void SpanWriter(RecordingRow row, Span<float> values);
}
