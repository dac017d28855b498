using System.Diagnostics;

namespace Hms.Benchmarks.Training;

/// <summary>What something took.</summary>
/// <param name="WallMs">By the clock.</param>
/// <param name="ProcessorMs">Processor time of the whole process, all threads: the steadier figure where others use the processor, too.</param>
/// <param name="KernelMs">Part of it within the system: above all, memory handed out page by page.</param>
internal readonly record struct Took(double WallMs, double ProcessorMs, double KernelMs)
{
    public static Took Now
    {
        get
        {
            var usage = Environment.CpuUsage;
            return new(Stopwatch.GetTimestamp() * 1000.0 / Stopwatch.Frequency, usage.TotalTime.TotalMilliseconds, usage.PrivilegedTime.TotalMilliseconds);
        }
    }

    public static Took operator -(Took end, Took start) => new(end.WallMs - start.WallMs, end.ProcessorMs - start.ProcessorMs, end.KernelMs - start.KernelMs);
}
