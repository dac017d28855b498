using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms;

/// <summary>Reads whole columns.</summary>
public static class Rows
{
    public static float[][] Vectors(IDataView view, string column)
    {
        using var cursor = view.GetRowCursor([view.Schema[column]]);
        return [.. Drain(cursor, column).Select(row => row.Values)];
    }

    /// <summary>Reads by parallel cursors, each on a thread of its own, and brings the rows into the order of their batches.</summary>
    public static (DataViewRowId Id, float[] Values)[] Parallel(IDataView view, string column, int cursors)
    {
        var set = view.GetRowCursorSet([view.Schema[column]], cursors);
        var parts = new List<(long Batch, int Index, DataViewRowId Id, float[] Values)>[set.Length];
        System.Threading.Tasks.Parallel.For(0, set.Length, i =>
        {
            using var cursor = set[i];
            parts[i] = [.. Drain(cursor, column)];
        });
        return [.. parts.SelectMany(part => part).OrderBy(row => row.Batch).ThenBy(row => row.Index).Select(row => (row.Id, row.Values))];
    }

    public static (DataViewRowId Id, float[] Values)[] WithIds(IDataView view, string column)
    {
        using var cursor = view.GetRowCursor([view.Schema[column]]);
        return [.. Drain(cursor, column).Select(row => (row.Id, row.Values))];
    }

    /// <summary>The values of a vector or scalar column.</summary>
    public static float[][] Values(IDataView view, string column) =>
        view.Schema[column].Type is VectorDataViewType ? Vectors(view, column) : [.. Column(view, column).Select(value => new[] { value })];

    /// <summary>The rows that a cursor has ahead of it.</summary>
    public static (DataViewRowId Id, float[] Values)[] WithIds(DataViewRowCursor cursor, string column) => [.. Drain(cursor, column).Select(row => (row.Id, row.Values))];

    /// <summary>Reads the current row of a vector or scalar column into one buffer.</summary>
    public static Action Reader(DataViewRowCursor cursor, string column)
    {
        if (cursor.Schema[column].Type is VectorDataViewType)
        {
            var getter = cursor.GetGetter<VBuffer<float>>(cursor.Schema[column]);
            VBuffer<float> vector = default;
            return () => getter(ref vector);
        }
        var scalar = cursor.GetGetter<float>(cursor.Schema[column]);
        float value = 0;
        return () => scalar(ref value);
    }

    private static IEnumerable<(long Batch, int Index, DataViewRowId Id, float[] Values)> Drain(DataViewRowCursor cursor, string column)
    {
        var getter = GetterOf(cursor, column);
        var idGetter = cursor.GetIdGetter();
        VBuffer<float> value = default;
        for (var index = 0; cursor.MoveNext(); index++)
        {
            DataViewRowId id = default;
            idGetter(ref id);
            getter(ref value);
            yield return (cursor.Batch, index, id, [.. value.DenseValues()]);
        }
    }

    private static ValueGetter<VBuffer<float>> GetterOf(DataViewRowCursor cursor, string column)
    {
        if (cursor.Schema[column].Type is VectorDataViewType) { return cursor.GetGetter<VBuffer<float>>(cursor.Schema[column]); }
        var scalar = cursor.GetGetter<float>(cursor.Schema[column]);
        return (ref VBuffer<float> value) =>
        {
            float single = 0;
            scalar(ref single);
            value = new VBuffer<float>(1, [single]);
        };
    }

    public static float[] Column(IDataView view, string column)
    {
        var values = new List<float>();
        using var cursor = view.GetRowCursor([view.Schema[column]]);
        var getter = cursor.GetGetter<float>(view.Schema[column]);
        while (cursor.MoveNext())
        {
            float value = default;
            getter(ref value);
            values.Add(value);
        }
        return [.. values];
    }

    public static string[] Names(IDataView view, string column, string kind)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        view.Schema[column].Annotations.GetValue(kind, ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    public static int[] Dimensions(IDataView view, string column) => [.. ((VectorDataViewType)view.Schema[column].Type).Dimensions];
}
