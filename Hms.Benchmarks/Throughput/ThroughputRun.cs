using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Benchmarks.Throughput;

/// <summary>Reads a vector column to its end by one thread a cursor.</summary>
/// <param name="Windows">Windows read after the warm-up.</param>
/// <param name="Seconds">Wall time.</param>
/// <param name="CpuSeconds">Time of all processors that the process used, its runtime's own threads included.</param>
/// <param name="AllocatedBytes">Bytes allocated by the process meanwhile.</param>
/// <param name="PeakMegabytes">Largest resident memory of the process while it ran; NaN where the system does not tell.</param>
internal sealed record ThroughputRun(int Windows, double Seconds, double CpuSeconds, long AllocatedBytes, double PeakMegabytes)
{
    private const int WarmUpWindows = 40;

    public double PerSecond => Windows / Seconds;

    public double PerCpuSecond => Windows / CpuSeconds;

    public double AllocatedPerWindow => (double)AllocatedBytes / Windows;

    public static ThroughputRun Of(IDataView view, string column, int threads)
    {
        var cursors = view.GetRowCursorSet([view.Schema[column]], threads);
        using var ready = new Barrier(cursors.Length + 1);
        var counts = new int[cursors.Length];
        ResetPeak();
        var workers = cursors.Select((cursor, index) => new Thread(() => counts[index] = Read(cursor, column, ready))).ToArray();
        foreach (var worker in workers) { worker.Start(); }
        ready.SignalAndWait(); // all are warm
        using var process = Process.GetCurrentProcess();
        var (allocated, cpu, start) = (GC.GetTotalAllocatedBytes(), process.TotalProcessorTime, Stopwatch.GetTimestamp());
        ready.SignalAndWait();
        foreach (var worker in workers) { worker.Join(); }
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.Refresh();
        return new ThroughputRun(counts.Sum(), seconds, (process.TotalProcessorTime - cpu).TotalSeconds, GC.GetTotalAllocatedBytes() - allocated, PeakMegabytesNow());
    }

    private static int Read(DataViewRowCursor cursor, string column, Barrier ready)
    {
        using (cursor)
        {
            var getter = cursor.GetGetter<VBuffer<float>>(cursor.Schema[column]);
            VBuffer<float> value = default;
            for (var i = 0; i < WarmUpWindows && cursor.MoveNext(); i++) { getter(ref value); }
            ready.SignalAndWait();
            ready.SignalAndWait();
            var count = 0;
            for (; cursor.MoveNext(); count++)
            {
                getter(ref value);
                if (float.IsNaN(value.GetValues()[0])) { throw new InvalidOperationException("An image is NaN; not timed."); }
            }
            return count;
        }
    }

    /// <summary>Linux: lets the peak begin anew, so that what came before does not count.</summary>
    private static void ResetPeak()
    {
        GC.Collect();
        try { File.WriteAllText("/proc/self/clear_refs", "5"); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { } // then the peak is that of the whole process
    }

    private static double PeakMegabytesNow()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }
}
