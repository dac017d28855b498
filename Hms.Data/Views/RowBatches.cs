using Hms.Data.Rows;

namespace Hms.Data.Views;

/// <summary>Cuts an order of rows into small batches that cursors of a set share: neighbours from one EEG file stay together, at most four rows each.</summary>
internal static class RowBatches
{
    /// <summary>ML.NET holds a whole batch while it joins parallel cursors, so batches stay small.</summary>
    private const int MaximumRows = 4;

    public static List<(int Start, int Count)> Of(IReadOnlyList<RecordingRow> rows, int[] order)
    {
        var batches = new List<(int, int)>();
        var start = 0;
        for (var i = 1; i <= order.Length; i++)
        {
            if (i < order.Length && i - start < MaximumRows && rows[order[i]].EegId == rows[order[start]].EegId) { continue; }
            batches.Add((start, i - start));
            start = i;
        }
        return batches;
    }
}
