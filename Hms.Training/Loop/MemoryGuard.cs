using System.Diagnostics;
using System.Globalization;

namespace Hms.Training.Loop;

/// <summary>Stops a training that holds more memory than it may with an error in words, before the system ends the process without one.</summary>
internal sealed class MemoryGuard
{
    private const double Gibibyte = 1L << 30;
    private const int BatchesAlwaysChecked = 3;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly long _limit;
    private readonly Func<long> _held;
    private readonly string _advice;
    private long _last;

    public MemoryGuard(EegImageClassificationOptions options, ImageShape shape)
        : this(LimitOf(options), HeldBytes, $"batches of {options.BatchSize} images of {shape}")
    {
    }

    /// <summary>Reads the memory by any means.</summary>
    internal MemoryGuard(long limit, Func<long> held, string work) =>
        (_limit, _held, _advice) = (limit, held, work);

    /// <summary>Checks now, or not at all where the last check is a moment ago.</summary>
    /// <param name="epoch">Epoch, for the message.</param>
    /// <param name="batch">Batch, for the message.</param>
    /// <exception cref="TrainingException">The process holds more than it may.</exception>
    public void Check(int epoch, int batch)
    {
        if (batch > BatchesAlwaysChecked && Stopwatch.GetElapsedTime(_last) < Interval) { return; }
        _last = Stopwatch.GetTimestamp();
        if (_held() <= _limit) { return; }
        GC.Collect();
        GC.WaitForPendingFinalizers();
        if (_held() is var held && held <= _limit) { return; }
        throw new TrainingException(string.Create(CultureInfo.InvariantCulture,
            $"The process holds {held / Gibibyte:F2} GiB of memory in epoch {epoch}, batch {batch}, with {_advice}; its limit is {_limit / Gibibyte:F2} GiB. Lower the batch size (accumulation keeps the rows per step), take smaller images, or raise the memory limit."));
    }

    /// <summary>What a training's process may hold, in bytes.</summary>
    internal static long LimitOf(EegImageClassificationOptions options) => options.MemoryLimitBytes ?? (long)(options.MemoryShare * Available());

    /// <summary>Memory that the process alone holds: anonymous pages on Linux (files that it maps can be dropped by the system), the working set elsewhere.</summary>
    internal static long HeldBytes()
    {
        if (!OperatingSystem.IsLinux()) { return Environment.WorkingSet; }
        var kilobytes = File.ReadLines("/proc/self/status")
            .Where(line => line.StartsWith("RssAnon:", StringComparison.Ordinal) || line.StartsWith("RssShmem:", StringComparison.Ordinal))
            .Sum(line => long.Parse(line.AsSpan(line.IndexOf(':', StringComparison.Ordinal) + 1).Trim().TrimEnd("kB").Trim(), NumberStyles.None, CultureInfo.InvariantCulture));
        return kilobytes > 0 ? kilobytes * 1024 : Environment.WorkingSet;
    }

    /// <summary>Memory of the machine or container. (Under a container's limit the runtime gives its own heap 75 % of it, and names that.)</summary>
    private static long Available()
    {
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        foreach (var file in (string[])["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"])
        {
            if (!OperatingSystem.IsLinux() || !File.Exists(file)) { continue; }
            if (long.TryParse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit / 4 * 3 <= available && limit > available) { return limit; }
        }
        return available;
    }
}
