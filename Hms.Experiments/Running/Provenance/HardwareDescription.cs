namespace Hms.Experiments.Running.Provenance;

/// <summary>The machine of a run.</summary>
/// <param name="Processor">Model of the processor; null where the system does not say.</param>
/// <param name="Processors">Logical processors that the run could use.</param>
/// <param name="MemoryGigabytes">Memory that the run could use, in GiB.</param>
/// <param name="Gpus">Models of the NVIDIA GPUs that the driver names; empty where there is none.</param>
internal sealed record HardwareDescription(string? Processor, int Processors, double MemoryGigabytes, IReadOnlyList<string> Gpus)
{
    private const string GpuFolder = "/proc/driver/nvidia/gpus";
    private const double Gigabyte = 1L << 30;

    /// <summary>Of this machine.</summary>
    public static HardwareDescription Describe() => new(
        ValueOf("/proc/cpuinfo", "model name") ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER"), Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Gigabyte, 1),
        Directory.Exists(GpuFolder) ? [.. Directory.GetDirectories(GpuFolder).Order(StringComparer.Ordinal).Select(x => ValueOf(Path.Combine(x, "information"), "Model") ?? "unknown")] : []);

    /// <summary>The value of the first line "key : value" of a file of the kernel; null where there is none.</summary>
    private static string? ValueOf(string path, string key)
    {
        try
        {
            return File.ReadLines(path).Select(line => line.Split(':', 2)).FirstOrDefault(parts => parts.Length == 2 && parts[0].Trim() == key)?[1].Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException) { return null; }
    }
}
