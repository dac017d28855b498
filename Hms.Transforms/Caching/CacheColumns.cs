using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Hms.Transforms.Mapping;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.Win32.SafeHandles;

namespace Hms.Transforms.Caching;

/// <summary>How columns lie in the rows of a cache file.</summary>
internal static class CacheColumns
{
    private const int ValueAlignment = 8;

    private static readonly Dictionary<string, (PrimitiveDataViewType Type, int Bytes)> Scalars = new(StringComparer.Ordinal)
    {
        ["single"] = (NumberDataViewType.Single, sizeof(float)),
        ["double"] = (NumberDataViewType.Double, sizeof(double)),
        ["int32"] = (NumberDataViewType.Int32, sizeof(int)),
        ["int64"] = (NumberDataViewType.Int64, sizeof(long)),
    };

    internal static (CachedColumn[] Columns, int Stride) Describe(DataViewSchema schema, IReadOnlyList<string> names)
    {
        if (names.Count == 0) { throw new ArgumentException("No columns are named; a cache needs at least one."); }
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count) { throw new ArgumentException($"A column is named twice: {string.Join(", ", names)}."); }
        var offset = 0;
        var columns = new List<CachedColumn>();
        foreach (var name in names)
        {
            var column = schema.GetColumnOrNull(name) ?? throw VectorShape.Absent(name, schema.Select(c => c.Name));
            var (type, dimensions) = TypeOf(column);
            columns.Add(new CachedColumn(name, type, dimensions, offset, CacheAnnotations.Read(column)));
            offset = checked(offset + (Bytes(columns[^1]) + ValueAlignment - 1) / ValueAlignment * ValueAlignment);
        }
        return ([.. columns], offset);
    }

    internal static int Bytes(CachedColumn column) => column.Dimensions.Aggregate(Scalars[column.Type].Bytes, (bytes, dimension) => checked(bytes * dimension));

    internal static bool IsKnown(CachedColumn column) => Scalars.ContainsKey(column.Type) && (column.Dimensions.Length == 0 || column.Type == "single") && column.Dimensions.All(d => d > 0);

    internal static DataViewType ToType(CachedColumn column) =>
        column.Dimensions.Length == 0 ? Scalars[column.Type].Type : new VectorDataViewType(Scalars[column.Type].Type, column.Dimensions);

    /// <summary>Actions that put the current row's values into a row of bytes.</summary>
    internal static Action<byte[]>[] Writers(DataViewRow row, CachedColumn[] columns) => [.. columns.Select(column => Writer(row, row.Schema[column.Name], column))];

    /// <summary>A getter that reads from the file.</summary>
    /// <param name="column">The column.</param>
    /// <param name="handle">The file.</param>
    /// <param name="rowOffset">First byte of the current row.</param>
    internal static Delegate Getter(CachedColumn column, SafeFileHandle handle, Func<long> rowOffset) => column switch
    {
        { Dimensions.Length: > 0 } => VectorGetter(column, handle, rowOffset),
        { Type: "single" } => ScalarGetter<float>(column, handle, rowOffset),
        { Type: "double" } => ScalarGetter<double>(column, handle, rowOffset),
        { Type: "int32" } => ScalarGetter<int>(column, handle, rowOffset),
        _ => ScalarGetter<long>(column, handle, rowOffset),
    };

    private static (string Type, int[] Dimensions) TypeOf(DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType { IsKnownSize: true } vector && vector.ItemType == NumberDataViewType.Single) { return ("single", [.. vector.Dimensions]); }
        return Scalars.FirstOrDefault(scalar => scalar.Value.Type == column.Type).Key is { } type
            ? (type, [])
            : throw new ColumnMismatchException(column.Name, $"Column '{column.Name}' has type {column.Type}; a cache holds float vectors of known size, Single, Double, Int32 and Int64.");
    }

    private static Action<byte[]> Writer(DataViewRow row, DataViewSchema.Column source, CachedColumn column)
    {
        if (column.Dimensions.Length > 0)
        {
            var reader = new VectorReader(row, source, Bytes(column) / sizeof(float));
            return bytes => MemoryMarshal.AsBytes(reader.Read()).CopyTo(bytes.AsSpan(column.Offset));
        }
        return column.Type switch
        {
            "single" => Writer<float>(row, source, column.Offset),
            "double" => Writer<double>(row, source, column.Offset),
            "int32" => Writer<int>(row, source, column.Offset),
            _ => Writer<long>(row, source, column.Offset),
        };
    }

    private static Action<byte[]> Writer<T>(DataViewRow row, DataViewSchema.Column source, int offset) where T : unmanaged
    {
        var getter = row.GetGetter<T>(source);
        return bytes =>
        {
            T value = default;
            getter(ref value);
            MemoryMarshal.Write(bytes.AsSpan(offset), in value);
        };
    }

    private static ValueGetter<VBuffer<float>> VectorGetter(CachedColumn column, SafeFileHandle handle, Func<long> rowOffset)
    {
        var size = Bytes(column) / sizeof(float);
        return (ref VBuffer<float> target) =>
        {
            var editor = VBufferEditor.Create(ref target, size);
            ReadFully(handle, MemoryMarshal.AsBytes(editor.Values), rowOffset() + column.Offset);
            target = editor.Commit();
        };
    }

    private static ValueGetter<T> ScalarGetter<T>(CachedColumn column, SafeFileHandle handle, Func<long> rowOffset) where T : unmanaged => (ref T target) =>
        ReadFully(handle, MemoryMarshal.AsBytes(new Span<T>(ref target)), rowOffset() + column.Offset);

    internal static void ReadFully(SafeFileHandle handle, Span<byte> target, long offset)
    {
        while (target.Length > 0)
        {
            var read = RandomAccess.Read(handle, target, offset);
            if (read == 0) { throw new InvalidDataException("The cache file ended early; delete it, and it is computed again."); }
            target = target[read..];
            offset += read;
        }
    }
}
