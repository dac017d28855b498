using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Scoring;

/// <summary>The values of one column for the rows that a cursor has read ahead; buffers are used again.</summary>
internal abstract class HeldColumn
{
    private static readonly MethodInfo CreateTyped = typeof(HeldColumn).GetMethod(nameof(CreateOf), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>Takes the current value of the input as that of a row.</summary>
    internal abstract void Read(int row);

    /// <summary>A getter of the column's type over the rows that are held.</summary>
    internal abstract Delegate Getter(Func<int> row);

    internal static HeldColumn Create(DataViewRow input, DataViewSchema.Column column, int capacity) =>
        (HeldColumn)CreateTyped.MakeGenericMethod(column.Type.RawType).Invoke(null, [input, column, capacity])!;

    private static HeldColumn CreateOf<T>(DataViewRow input, DataViewSchema.Column column, int capacity) => new Values<T>(input.GetGetter<T>(column), capacity);

    private sealed class Values<T>(ValueGetter<T> read, int capacity) : HeldColumn
    {
        private readonly T[] _rows = new T[capacity];

        internal override void Read(int row) => read(ref _rows[row]);

        internal override Delegate Getter(Func<int> row) => (ValueGetter<T>)((ref T value) => Copy(in _rows[row()], ref value));

        /// <summary>A vector is copied into the reader's own buffer: a getter hands out no buffer of its own.</summary>
        private static void Copy(in T source, ref T target)
        {
            if (VectorCopy<T>.Copy is { } copy) { copy(in source, ref target); }
            else { target = source; }
        }
    }

    private delegate void CopyValue<T>(in T source, ref T target);

    /// <summary>How a value of a type is copied; null where it is by assignment.</summary>
    private static class VectorCopy<T>
    {
        internal static readonly CopyValue<T>? Copy = typeof(T).IsGenericType && typeof(T).GetGenericTypeDefinition() == typeof(VBuffer<>)
            ? (CopyValue<T>)typeof(HeldColumn).GetMethod(nameof(CopyVector), BindingFlags.Static | BindingFlags.NonPublic)!
                .MakeGenericMethod(typeof(T).GetGenericArguments()).CreateDelegate(typeof(CopyValue<T>))
            : null;
    }

    private static void CopyVector<TItem>(in VBuffer<TItem> source, ref VBuffer<TItem> target) => source.CopyTo(ref target);
}
