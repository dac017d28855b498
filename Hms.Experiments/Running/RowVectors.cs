using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Experiments.Running;

/// <summary>Reads one vector column of a view into memory, in parallel, each row at its own index.</summary>
internal static class RowVectors
{
    /// <summary>Reads the column.</summary>
    /// <param name="view">View with the vector column and an Int32 column that tells each row's index.</param>
    /// <param name="column">Vector of Single.</param>
    /// <param name="rowIndexColumn">Int32 column; rows may come in any order.</param>
    /// <param name="rowDone">Called after every row, from any thread; null for none.</param>
    /// <param name="cancellationToken">Stops between two rows.</param>
    /// <param name="threads">Cursors that read in parallel; null for the number of processors.</param>
    /// <returns>Row index -> values.</returns>
    public static Dictionary<int, float[]> Read(IDataView view, string column, string rowIndexColumn, Action? rowDone, CancellationToken cancellationToken, int? threads = null)
    {
        var values = view.Schema[column];
        var index = view.Schema[rowIndexColumn];
        var cursors = view.GetRowCursorSet([values, index], threads ?? Environment.ProcessorCount);
        var parts = new List<KeyValuePair<int, float[]>>[cursors.Length];
        try
        {
            Parallel.For(0, cursors.Length, new ParallelOptions { CancellationToken = cancellationToken }, (i, loop) => parts[i] = ReadPart(cursors[i], values.Index, index.Index, rowDone, loop, cancellationToken));
        }
        catch (AggregateException failures) when (failures.InnerExceptions.Count > 0)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
        finally
        {
            foreach (var cursor in cursors) { cursor.Dispose(); }
        }
        return parts.SelectMany(part => part).ToDictionary();
    }

    private static List<KeyValuePair<int, float[]>> ReadPart(DataViewRowCursor cursor, int valuesColumn, int indexColumn, Action? rowDone, ParallelLoopState loop, CancellationToken cancellationToken)
    {
        var rows = new List<KeyValuePair<int, float[]>>();
        var getValues = cursor.GetGetter<VBuffer<float>>(cursor.Schema[valuesColumn]);
        var getIndex = cursor.GetGetter<int>(cursor.Schema[indexColumn]);
        VBuffer<float> buffer = default;
        var index = 0;
        while (!loop.ShouldExitCurrentIteration && cursor.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            getIndex(ref index);
            getValues(ref buffer);
            rows.Add(new(index, [.. buffer.DenseValues()]));
            rowDone?.Invoke();
        }
        return rows;
    }
}
