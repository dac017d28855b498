using System.Globalization;

namespace Hms.Benchmarks.Training;

/// <summary>Where a step of EfficientNetB0 goes, by kind of operation, beside Python's torch: the same shapes, each times how often it occurs.</summary>
internal static class OperationTable
{
    private const int Calls = 8;

    public static void Print(TrainingBenchOptions options, TorchPeer peer)
    {
        foreach (var size in options.Sizes)
        {
            Console.WriteLine($"\nOperations of EfficientNetB0 at {size} px, batch {options.Batch}, forward and backward, fastest of {Calls} calls, processor ms per step\n");
            Console.WriteLine("| operation | TorchSharp | Python torch | ratio | difference |\n|---|---|---|---|---|");
            var rows = TorchOperation.OfEfficientNetB0(options.Batch, size)
                .Select(item => (item.Operation.Group, Ours: item.Count * item.Operation.Time(Calls).ProcessorMs, Theirs: item.Count * peer.Operation(item.Operation, Calls).ProcessorMs))
                .ToArray();
            foreach (var group in rows.GroupBy(row => row.Group)) { Print(group.Key, group.Sum(row => row.Ours), group.Sum(row => row.Theirs)); }
            Print("all", rows.Sum(row => row.Ours), rows.Sum(row => row.Theirs));
        }
    }

    private static void Print(string name, double ours, double theirs) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {ours:0.0} | {theirs:0.0} | {ours / theirs:0.00} | {ours - theirs:+0.0;-0.0} |"));
}
