using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Mapping;

/// <summary>The result of one row, computed once however many columns and consumers ask for it. One per cursor.</summary>
/// <param name="row">The row or cursor that is read.</param>
/// <param name="size">Number of values.</param>
/// <param name="compute">Fills the result for the current row.</param>
internal sealed class RowResult(DataViewRow row, int size, Action<Span<float>> compute)
{
    private readonly float[] _values = new float[size];
    private long _position = -1;

    /// <summary>The values of the current row.</summary>
    internal ReadOnlySpan<float> Values
    {
        get
        {
            var position = row.Position;
            if (position < 0) { throw new InvalidOperationException("The cursor stands before the first row or after the last; call MoveNext first."); }
            if (position != _position)
            {
                _position = -1;
                compute(_values);
                _position = position;
            }
            return _values;
        }
    }

    internal ValueGetter<VBuffer<float>> ToGetter() => (ref VBuffer<float> target) =>
    {
        var values = Values;
        var editor = VBufferEditor.Create(ref target, values.Length);
        values.CopyTo(editor.Values);
        target = editor.Commit();
    };
}
