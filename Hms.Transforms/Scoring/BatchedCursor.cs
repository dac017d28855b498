using Hms.Transforms.Mapping;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Scoring;

/// <summary>A cursor that reads a batch of rows ahead and scores them at once; the network runs when the first score of a batch is read.</summary>
internal sealed class BatchedCursor : DataViewRowCursor
{
    private readonly DataViewRowCursor _input;
    private readonly RowMapping _mapping;
    private readonly VectorReader _images;
    private readonly OnnxBatch _batch;
    private readonly Dictionary<int, HeldColumn> _held;
    private readonly ValueGetter<DataViewRowId> _readId;
    private readonly DataViewRowId[] _ids;
    private readonly long[] _batches;
    private readonly Delegate[] _scores;
    private int _row = -1; // within the batch
    private long _position = -1;
    private bool _ended;

    internal BatchedCursor(DataViewRowCursor input, RowMapping mapping, IEnumerable<DataViewSchema.Column> passed, VectorReader images, OnnxBatch batch)
    {
        (_input, _mapping, _images, _batch) = (input, mapping, images, batch);
        _held = passed.DistinctBy(column => column.Index).ToDictionary(column => column.Index, column => HeldColumn.Create(input, column, batch.Capacity));
        _readId = input.GetIdGetter();
        (_ids, _batches) = (new DataViewRowId[batch.Capacity], new long[batch.Capacity]);
        var classes = ((VectorDataViewType)mapping.OutputSchema[mapping.FirstOutput].Type).Size;
        _scores = ClassificationColumns.Getters(new RowResult(this, classes, target => _batch.Probabilities(Row).CopyTo(target)));
    }

    public override DataViewSchema Schema => _mapping.OutputSchema;

    public override long Position => _ended ? -1 : _position;

    public override long Batch => _row >= 0 && !_ended ? _batches[_row] : -1;

    /// <summary>Number of the current row within the batch.</summary>
    private int Row => _row >= 0 && !_ended ? _row : throw new InvalidOperationException("The cursor stands before the first row or after the last; call MoveNext first.");

    public override bool MoveNext()
    {
        if (_ended) { return false; }
        if (++_row >= _batch.Count)
        {
            ReadAhead();
            _row = 0;
        }
        _ended = _batch.Count == 0;
        if (!_ended) { _position++; }
        return !_ended;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = _ids[Row];

    public override bool IsColumnActive(DataViewSchema.Column column) => column.Index >= _mapping.FirstOutput || _held.ContainsKey(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column)) { throw new InvalidOperationException($"Column '{column.Name}' is not active in this cursor; ask for it when the cursor is opened."); }
        var getter = column.Index >= _mapping.FirstOutput ? _scores[column.Index - _mapping.FirstOutput] : _held[column.Index].Getter(() => Row);
        return getter as ValueGetter<TValue> ?? throw new InvalidOperationException($"Column '{column.Name}' has type {column.Type}; a getter of {typeof(TValue)} was asked for.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) { _input.Dispose(); }
        base.Dispose(disposing);
    }

    private void ReadAhead()
    {
        _batch.Clear();
        _ended = true; // stays so where a row throws: the rows read before it would be skipped by whoever goes on
        while (_batch.Count < _batch.Capacity && _input.MoveNext())
        {
            var row = _batch.Count;
            _readId(ref _ids[row]);
            _batches[row] = _input.Batch;
            foreach (var column in _held.Values) { column.Read(row); }
            _batch.Add(_images.Read());
        }
    }
}
