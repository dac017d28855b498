using Hms.Signal.Augmentation;
using Hms.Signal.Randomness;
using Hms.Transforms.Caching;
using Hms.Transforms.Mapping;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Steps.Training;

/// <summary>A cursor over rows of the source, some of them repeated, that changes the copies.</summary>
/// <remarks>Draws hang on the id of the source's row and the number of the copy, so they are the same however the row is reached.</remarks>
internal sealed class AugmentedCursor : DataViewRowCursor
{
    // Each draw misses with probability 1 / rows, so that so many misses mean rows of one id.
    private const ulong MostDraws = 64;

    private readonly DataViewRowCursor _source;
    private readonly AugmentedView _view;
    private readonly Func<long, int> _versionAt;
    private readonly HashSet<int> _active;
    private readonly ValueGetter<DataViewRowId> _sourceId;
    private readonly RowResult? _values;
    private readonly RowResult? _votes;

    internal AugmentedCursor(DataViewRowCursor source, AugmentedView view, IEnumerable<DataViewSchema.Column> needed, Func<long, int> versionAt)
    {
        (_source, _view, _versionAt) = (source, view, versionAt);
        _active = [.. needed.Select(column => column.Index)];
        _sourceId = source is RepeatingCursor repeated ? repeated.GetSourceIdGetter() : source.GetIdGetter();
        var columns = view.Columns;
        if (_active.Contains(columns.Input.Count)) { _values = Values(); }
        if (_active.Contains(columns.Input.Count + 1)) { _votes = Votes(); }
    }

    public override DataViewSchema Schema => _view.Schema;

    public override long Position => _source.Position;

    public override long Batch => _source.Batch;

    /// <summary>0 for the row itself, n for its n-th copy.</summary>
    private int Version => _versionAt(_source.Position) + _view.FirstCopy;

    public override bool MoveNext() => _source.MoveNext();

    public override ValueGetter<DataViewRowId> GetIdGetter() =>
        RepeatedRowId.Wrap(_sourceId, () => _versionAt(_source.Position), SeedHash.Derive(_view.Options.Seed, SeedHash.OfText(_view.Options.InputColumn)));

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!_active.Contains(column.Index)) { throw new InvalidOperationException($"Column '{column.Name}' is not active in this cursor; ask for it when the cursor is opened."); }
        if (column.Index < _view.Columns.Input.Count) { return _source.GetGetter<TValue>(_source.Schema[column.Index]); }
        var result = column.Index == _view.Columns.Input.Count ? _values! : _votes!;
        return (Delegate)result.ToGetter() as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"Column '{column.Name}' has type {column.Type}; a getter of {typeof(TValue)} was asked for.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) { _source.Dispose(); }
        base.Dispose(disposing);
    }

    private RowResult Values()
    {
        var (column, size) = (_view.Columns.Values, _view.Columns.ValuesShape.Size);
        var reader = new VectorReader(_source, column, size);
        var scratch = new float[size];
        return new RowResult(_source, size, values =>
        {
            reader.Read().CopyTo(values);
            if (Version == 0) { return; }
            var seed = RowSeed();
            var share = _view.Columns.Augmentation.MixupShare(seed);
            if (share < 1)
            {
                ReadPartner(seed, column, scratch);
                RowAugmentation.Mix(values, scratch, share);
            }
            _view.Columns.Augmentation.Apply(values, scratch, seed);
        });
    }

    private RowResult Votes()
    {
        var (column, size) = (_view.Columns.Votes!.Value, _view.Columns.VotesShape!.Size);
        var reader = new VectorReader(_source, column, size);
        var other = new float[size];
        return new RowResult(_source, size, votes =>
        {
            reader.Read().CopyTo(votes);
            if (Version == 0) { return; }
            var seed = RowSeed();
            var share = _view.Columns.Augmentation.MixupShare(seed);
            if (share >= 1) { return; }
            ReadPartner(seed, column, other);
            Normalize(votes, column.Name);
            Normalize(other, column.Name);
            RowAugmentation.Mix(votes, other, share);
        });
    }

    private ulong RowSeed()
    {
        DataViewRowId id = default;
        _sourceId(ref id);
        return RowAugmentation.SeedOf(_view.Options.Seed, (ulong)Version, SeedHash.Derive(id.Low, id.High));
    }

    /// <summary>Reads the other row of a mix, uniform over all others: where the draw falls on the row itself, it is drawn again.</summary>
    private void ReadPartner(ulong seed, DataViewSchema.Column column, float[] target)
    {
        var count = _view.SourceRows();
        for (ulong attempt = 0; attempt < MostDraws; attempt++)
        {
            // One row more than there are, and itself the last of them: uniform over the others, which are all rows here.
            if (TryRead(RowAugmentation.MixupPartner(SeedHash.Derive(seed, attempt), count, count + 1), column, target)) { return; }
        }
        throw new InvalidOperationException($"{MostDraws} draws among {count} rows all met rows with the id of this one; mixup cannot tell them apart.");
    }

    private bool TryRead(int row, DataViewSchema.Column column, float[] target)
    {
        using var cursor = _view.RowAt(row, column);
        var reader = new VectorReader(cursor, column, target.Length);
        var getId = cursor.GetIdGetter();
        if (!cursor.MoveNext()) { throw new InvalidOperationException($"The table has no row {row}, which it counts."); }
        DataViewRowId own = default, other = default;
        _sourceId(ref own);
        getId(ref other);
        if (own.Equals(other)) { return false; }
        reader.Read().CopyTo(target);
        return true;
    }

    private static void Normalize(Span<float> votes, string column)
    {
        var sum = 0.0;
        foreach (var vote in votes) { sum += vote; }
        if (!(sum > 0) || !double.IsFinite(sum)) { throw new InvalidOperationException(FormattableString.Invariant($"A row of column '{column}' has votes that sum to {sum}; leave rows without votes out of training.")); }
        foreach (ref var vote in votes) { vote = (float)(vote / sum); }
    }
}
