using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Caching;

/// <summary>A cursor over rows read by index, with ids that tell repeated rows apart and batches that restore the order of a cursor set.</summary>
internal sealed class SeekingCursor(DataViewRowCursor source, int[] places, int[] repetitions, bool inOneBatch) : DataViewRowCursor
{
    public override DataViewSchema Schema => source.Schema;

    public override long Position => source.Position;

    public override long Batch => inOneBatch || source.Position < 0 ? 0 : places[source.Position];

    public override bool MoveNext() => source.MoveNext();

    public override ValueGetter<DataViewRowId> GetIdGetter() => RepeatedRowId.Wrap(source.GetIdGetter(), () => repetitions[source.Position]);

    public override bool IsColumnActive(DataViewSchema.Column column) => source.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => source.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing) { source.Dispose(); }
        base.Dispose(disposing);
    }
}
