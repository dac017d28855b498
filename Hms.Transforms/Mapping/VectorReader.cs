using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Mapping;

/// <summary>Reads a float vector column of the current row as a dense span.</summary>
internal sealed class VectorReader(DataViewRow row, DataViewSchema.Column column, int size)
{
    private readonly ValueGetter<VBuffer<float>> _getter = row.GetGetter<VBuffer<float>>(row.Schema[column.Index]);
    private VBuffer<float> _value;
    private float[]? _dense;

    internal ReadOnlySpan<float> Read()
    {
        _getter(ref _value);
        if (_value.Length != size)
        {
            throw new InvalidOperationException($"Row {row.Position} of column '{column.Name}' has {_value.Length} values; the schema promises {size}.");
        }
        if (_value.IsDense) { return _value.GetValues(); }
        _dense ??= new float[size];
        _value.CopyTo(_dense);
        return _dense;
    }
}
