using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Mapping;

/// <summary>One row with mapped columns, as a prediction engine uses it.</summary>
internal sealed class MappedRow(DataViewRow input, MappedGetters getters) : DataViewRow
{
    public override DataViewSchema Schema => getters.Schema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => getters.IsActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => getters.Get<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing) { input.Dispose(); }
        base.Dispose(disposing);
    }
}
