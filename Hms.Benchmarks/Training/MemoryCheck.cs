using System.Globalization;
using TorchSharp;

namespace Hms.Benchmarks.Training;

/// <summary>Live tensors and resident memory over many steps of ours.</summary>
internal static class MemoryCheck
{
    private const int Reports = 50;

    public static void Print(TrainingBenchOptions options)
    {
        var data = new TrainingData(options.Batch * Reports, options.MemorySize);
        var rows = new List<(long Tensors, double Megabytes)>();
        var watch = new EpochWatch(_ => rows.Add((DisposeScopeManager.Statistics.ThreadTotalLiveCount, Environment.WorkingSet / 1e6)));
        TrainingCommand.Train(data, TrainingCommand.Ours(options, (options.MemorySteps + Reports - 1) / Reports, watch));
        Console.WriteLine($"\n{rows.Count * Reports} steps of {options.Network} at {options.MemorySize} px, batch {options.Batch}\n\n| after step | live tensors | resident MB |\n|---|---|---|");
        for (var i = 0; i < rows.Count; i++) { Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {(i + 1) * Reports} | {rows[i].Tensors} | {rows[i].Megabytes:0} |")); }
    }
}
