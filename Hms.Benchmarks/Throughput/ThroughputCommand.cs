using System.Globalization;
using Hms.Benchmarks.Peers;
using Hms.Data.Synthetic;

namespace Hms.Benchmarks.Throughput;

/// <summary><c>throughput [--windows 10000] [--rounds 5]</c>: windows a second from Parquet to image, where the time goes, allocation and peak memory.</summary>
internal static class ThroughputCommand
{
    private const string Usage = "throughput [--windows 10000] [--rounds 5]";
    private const int Patients = 6;
    private const int StageWindows = 200;
    private const int RoundWindows = 400;

    public static int Run(IReadOnlyList<string> arguments)
    {
        var (windows, rounds) = (10_000, 5);
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var parsed = i + 1 < arguments.Count && int.TryParse(arguments[i + 1], CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 0;
            if (parsed > 0 && arguments[i] == "--windows") { windows = parsed; }
            else if (parsed > 0 && arguments[i] == "--rounds") { rounds = parsed; }
            else
            {
                Console.Error.WriteLine($"{arguments[i]} is not understood. {Usage}");
                return 2;
            }
        }
        var folder = Directory.CreateTempSubdirectory("hms-throughput-");
        try
        {
            SyntheticDataSet.Write(folder.FullName + "/data", new SyntheticEegOptions { Patients = Patients, Seed = 1 });
            Measure(new WholeWay(folder.FullName + "/data"), windows, rounds);
        }
        finally { folder.Delete(recursive: true); }
        return 0;
    }

    private static void Measure(WholeWay way, int windows, int rounds)
    {
        var steps = way.Steps();
        Console.WriteLine($"{way.FileCount} files of synthetic EEG, each opened anew for every window; load average {PeerCommand.Load()}\n");
        Stages(way, steps.Count, rounds);

        var ratios = new List<double>();
        var single = new List<ThroughputRun>();
        for (var round = 0; round < rounds; round++)
        {
            var one = ThroughputRun.Of(way.After(way.Windows(RoundWindows), steps.Count), WholeWay.Image, 1);
            var two = ThroughputRun.Of(way.After(way.Windows(2 * RoundWindows), steps.Count), WholeWay.Image, 2);
            single.Add(one);
            ratios.Add(two.PerSecond / one.PerSecond);
        }
        var whole = ThroughputRun.Of(way.After(way.Windows(windows), steps.Count), WholeWay.Image, 2);
        Console.WriteLine("| | median | min-max | goal |\n|---|---|---|---|");
        Row("windows/s, one thread, by the clock", single.Select(run => run.PerSecond), "");
        Row("windows per second of processor time", single.Select(run => run.PerCpuSecond), "60");
        Row("two threads against one, by the clock", ratios, "1.8");
        Row("bytes allocated per window", single.Select(run => run.AllocatedPerWindow), "near 0");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| peak memory of {windows} windows by two threads | {whole.PeakMegabytes:F0} MB | {whole.PerSecond:F0} windows/s | 500 MB |"));
        Console.WriteLine($"\nload average {PeerCommand.Load()}");
    }

    /// <summary>Time of each step: the difference between the way up to it and the way before it.</summary>
    private static void Stages(WholeWay way, int count, int rounds)
    {
        var milliseconds = Enumerable.Range(0, count + 1).Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var steps = 0; steps <= count; steps++)
            {
                var column = steps == 0 ? Hms.Data.Views.HmsDataView.EegColumn : WholeWay.Image;
                milliseconds[steps].Add(1000 / ThroughputRun.Of(way.After(way.Windows(StageWindows), steps), column, 1).PerCpuSecond);
            }
        }
        Console.WriteLine("| step | ms of processor time per window (best round) |\n|---|---|");
        var before = 0.0;
        for (var steps = 0; steps <= count; steps++)
        {
            var until = milliseconds[steps].Min();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {(steps == 0 ? "read Parquet, cut the window" : way.Steps()[steps - 1].Name)} | {until - before:F2} |"));
            before = until;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| all | {before:F2} |\n"));
    }

    private static void Row(string name, IEnumerable<double> values, string goal)
    {
        var sorted = values.Order().ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {PeerResult.Median(sorted):G4} | {sorted[0]:G4}-{sorted[^1]:G4} | {goal} |"));
    }
}
