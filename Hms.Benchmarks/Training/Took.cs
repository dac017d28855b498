using System.Diagnostics;

namespace Hms.Benchmarks.Training;

/// <summary>What something took.</summary>
/// <param name="WallMs">By the clock.</param>
/// <param name="ProcessorMs">Processor time of the whole process, all threads: the steadier figure where others use the processor, too.</param>
internal readonly record struct Took(double WallMs, double ProcessorMs)
{
    public static Took Now => new(Stopwatch.GetTimestamp() * 1000.0 / Stopwatch.Frequency, Environment.CpuUsage.TotalTime.TotalMilliseconds);

    public static Took operator -(Took end, Took start) => new(end.WallMs - start.WallMs, end.ProcessorMs - start.ProcessorMs);

    public static Took operator /(Took took, double count) => new(took.WallMs / count, took.ProcessorMs / count);
}
