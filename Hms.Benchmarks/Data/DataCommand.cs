using System.Diagnostics;
using System.Globalization;
using Hms.Data.Synthetic;
using Hms.Data.Views;

namespace Hms.Benchmarks.Data;

/// <summary><c>data [--rounds 9] [--set FOLDER]</c>: our readers beside Parquet.Net and CsvHelper alone; memory.</summary>
internal static class DataCommand
{
    private const string Usage = "data [--rounds 9] [--set FOLDER]";
    private const int Patients = 8;

    /// <summary>A pass is repeated until it takes so long.</summary>
    private const double SecondsPerTiming = 0.3;

    public static int Run(IReadOnlyList<string> arguments)
    {
        var (rounds, set) = (9, (string?)null);
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (i + 1 < arguments.Count && arguments[i] == "--set") { set = arguments[i + 1]; }
            else if (i + 1 < arguments.Count && arguments[i] == "--rounds" && int.TryParse(arguments[i + 1], CultureInfo.InvariantCulture, out rounds) && rounds > 0) { }
            else
            {
                Console.Error.WriteLine($"{arguments[i]} is not understood. {Usage}");
                return 2;
            }
        }
        var folder = Directory.CreateTempSubdirectory("hms-data-");
        try
        {
            var synthetic = folder.FullName + "/synthetic";
            SyntheticDataSet.Write(synthetic, new SyntheticEegOptions { Patients = Patients, Seed = 1 });
            Console.WriteLine("| files | read by | MB/s | of Parquet.Net alone: median (min-max) | bytes allocated a row | peak memory |\n|---|---|---|---|---|---|");
            foreach (var columns in (RecordingColumns[])[RecordingColumns.Eeg, RecordingColumns.Eeg | RecordingColumns.Spectrogram])
            {
                Parquet(new DataSet("synthetic", synthetic, columns), rounds);
                if (set is not null) { Parquet(new DataSet(Path.GetFileName(set.TrimEnd('/')), set, columns), rounds); }
            }
            Csv(new LabelTable(folder.FullName + "/train.csv"), rounds);
        }
        finally { folder.Delete(recursive: true); }
        return 0;
    }

    private static void Parquet(DataSet set, int rounds)
    {
        set.RequireEqual();
        (string Name, Func<long> Pass)[] ways = [("Parquet.Net alone", set.Raw), ("EegFile, SpectrogramFile", set.Ours), ("a cursor of HmsDataView", set.View)];
        if (set.Columns == RecordingColumns.Eeg) { ways[1].Name = "EegFile"; }
        var floats = set.Raw();
        var seconds = Rounds([.. ways.Select(way => way.Pass)], rounds);
        for (var i = 0; i < ways.Length; i++)
        {
            var (allocated, peak) = Memory(ways[i].Pass);
            Row($"{set.Name} ({set.Files} files, {floats * 4 / 1e6:F0} MB)", ways[i].Name, floats * 4 / 1e6 / Median(seconds[i]), Ratios(seconds[0], seconds[i]), allocated / set.Rows, peak, i == 0);
        }
    }

    private static void Csv(LabelTable table, int rounds)
    {
        table.Write();
        if (table.Raw() != table.Ours()) { throw new InvalidOperationException($"CsvHelper's sum is {table.Raw()}, ours {table.Ours()}; not timed."); }
        Action[] ways = [() => table.Raw(), () => table.Ours()];
        var seconds = Rounds([.. ways.Select(way => (Func<long>)(() => { way(); return 0; }))], rounds);
        Console.WriteLine("\n| train.csv of 106,800 rows, read by | rows/s | of CsvHelper alone: median (min-max) | bytes allocated a row | peak memory |\n|---|---|---|---|---|");
        for (var i = 0; i < ways.Length; i++)
        {
            var way = ways[i];
            var (allocated, peak) = Memory(() => { way(); return 0; });
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {(i == 0 ? "CsvHelper alone, every cell parsed, nothing kept" : "LabelFile: checked, kept as rows")} | {LabelTable.Rows / Median(seconds[i]):F0} | {(i == 0 ? "" : Ratios(seconds[0], seconds[i]))} | {allocated / LabelTable.Rows} | {peak:F0} MB |"));
        }
    }

    private static void Row(string files, string way, double megabytes, string ratios, long allocated, double peak, bool isFloor) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {files} | {way} | {megabytes:F0} | {(isFloor ? "" : ratios)} | {allocated} | {peak:F0} MB |"));

    /// <summary>Seconds of a pass in each round; the ways take turns.</summary>
    private static List<double>[] Rounds(Func<long>[] ways, int rounds)
    {
        var seconds = ways.Select(_ => new List<double>()).ToArray();
        var repeats = ways.Select(way => Math.Max(1, (int)(SecondsPerTiming / Time(way, 2)))).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < ways.Length; i++) { seconds[i].Add(Time(ways[i], repeats[i])); }
        }
        return seconds;
    }

    private static double Time(Func<long> pass, int repeats)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < repeats; i++) { pass(); }
        return Stopwatch.GetElapsedTime(start).TotalSeconds / repeats;
    }

    /// <summary>Bytes that a pass allocates, and the largest resident memory of the process meanwhile (Linux; elsewhere that of the whole run).</summary>
    private static (long Allocated, double PeakMegabytes) Memory(Func<long> pass)
    {
        GC.Collect();
        try { File.WriteAllText("/proc/self/clear_refs", "5"); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
        var before = GC.GetTotalAllocatedBytes(precise: true);
        pass();
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        using var process = Process.GetCurrentProcess();
        return (allocated, process.PeakWorkingSet64 / 1e6);
    }

    private static string Ratios(List<double> floor, List<double> ours)
    {
        var ratios = floor.Zip(ours, (f, o) => f / o).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{Median(ratios):F2} ({ratios.Min():F2}-{ratios.Max():F2})");
    }

    private static double Median(List<double> values) => Peers.PeerResult.Median(values);
}
