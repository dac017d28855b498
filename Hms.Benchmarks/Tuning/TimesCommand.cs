using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Hms.Benchmarks.Tuning.Problems;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Benchmarks.Tuning;

/// <summary><c>tuning times</c>: milliseconds per suggestion for five real parameters, beside Optuna's in the same run where a Python with Optuna is present.</summary>
/// <remarks>A sweep goes on: each timed suggestion is told before the next is asked for, on both sides. The median of the repeats counts.</remarks>
internal static class TimesCommand
{
    private const string Usage = "tuning times [--tuner tpe,gp,...] [--finished 100,1000] [--repeats 30] [--python /usr/bin/python3|none] [--markdown FILE]";
    private const int Parameters = 5;
    private const int MostWarmups = 300;
    private const int WarmupMilliseconds = 1500;
    private static readonly SearchSpace Space = new(Enumerable.Range(0, Parameters).Select(i => new SearchParameter($"x{i}", new FloatDistribution(-5, 5))));

    /// <summary>Measures and prints the table.</summary>
    public static int Run(IReadOnlyList<string> arguments)
    {
        var settings = arguments.Chunk(2).Where(x => x.Length == 2).ToDictionary(x => x[0], x => x[1], StringComparer.Ordinal);
        if (arguments.Count % 2 != 0 || settings.Keys.Except(["--tuner", "--finished", "--repeats", "--python", "--markdown"]).Any())
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }
        string Setting(string name, string fallback) => settings.GetValueOrDefault(name, fallback);
        var finished = Setting("--finished", "100,1000").Split(',').Select(x => int.Parse(x, CultureInfo.InvariantCulture)).ToArray();
        var repeats = int.Parse(Setting("--repeats", "30"), CultureInfo.InvariantCulture);
        var lines = new List<string> { $"| ms per suggestion after so many trials (median; mean of the processor's) | {string.Join(" | ", finished)} |", $"|---|{string.Concat(finished.Select(_ => "---|"))}" };
        foreach (var tuner in Setting("--tuner", string.Join(',', BenchTuners.Names)).Split(',')) { lines.Add(Row("hms " + tuner, finished.Select(x => Measure(tuner, x, repeats)))); }
        foreach (var (name, times) in Peers(Setting("--python", "/usr/bin/python3"), finished, repeats)) { lines.Add(Row(name, times)); }
        var text = string.Join('\n', lines) + "\n";
        Console.Write(text);
        if (settings.TryGetValue("--markdown", out var file)) { File.WriteAllText(file, text); }
        return 0;
    }

    private static string Row(string name, IEnumerable<(double Wall, double Cpu)> milliseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", milliseconds.Select(x => string.Create(CultureInfo.InvariantCulture, $"{x.Wall:G3}; {x.Cpu:G3}")))} |");

    /// <summary>The first calls are compiled while they run, in several tiers, and are not counted.</summary>
    private static (double Wall, double Cpu) Measure(string name, int finished, int repeats)
    {
        var tuner = BenchTuners.Create(name);
        var history = new List<Trial>();
        var random = new RandomTuner();
        while (history.Count < finished) { Tell(history, random.Propose(Context(history))); }
        var warmup = Stopwatch.StartNew();
        for (var i = 0; i < MostWarmups && warmup.ElapsedMilliseconds < WarmupMilliseconds; i++)
        {
            Time(tuner, history);
            history.RemoveAt(finished);
        }
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var wall = WinShare.Quantile([.. Enumerable.Range(0, repeats).Select(_ => Time(tuner, history)).Order()], 0.5);
        process.Refresh();
        return (wall, (process.TotalProcessorTime - before).TotalMilliseconds / repeats);
    }

    private static double Time(ITuner tuner, List<Trial> history)
    {
        var context = Context([.. history]);
        var start = Stopwatch.GetTimestamp();
        var values = tuner.Propose(context);
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Tell(history, values);
        return elapsed;
    }

    private static TuningContext Context(List<Trial> history) => new() { Space = Space, Seed = 1, TrialNumber = history.Count, History = history };

    private static void Tell(List<Trial> history, ParameterValues values) => history.Add(new Trial
    {
        Id = history.Count,
        Number = history.Count,
        State = TrialState.Complete,
        Parameters = values,
        Values = [values.Select((x, i) => (i + 1) * x.InternalValue * x.InternalValue).Sum()],
    });

    private static IEnumerable<(string Name, IEnumerable<(double, double)> Times)> Peers(string python, int[] finished, int repeats)
    {
        if (python == "none" || !File.Exists(python)) { yield break; }
        var start = new ProcessStartInfo(python) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])["-W", "ignore", Path.Combine(AppContext.BaseDirectory, "Tuning", "optuna_times.py"), repeats.ToString(CultureInfo.InvariantCulture), .. finished.Select(x => x.ToString(CultureInfo.InvariantCulture))]) { start.ArgumentList.Add(argument); }
        foreach (var variable in (string[])["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"]) { start.Environment[variable] = "1"; }
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{python} did not start.");
        while (process.StandardOutput.ReadLine() is { } line)
        {
            using var row = JsonDocument.Parse(line);
            yield return (row.RootElement.GetProperty("name").GetString()!, row.RootElement.GetProperty("ms").Deserialize<double[]>()!.Zip(row.RootElement.GetProperty("cpu").Deserialize<double[]>()!));
        }
        process.WaitForExit();
    }
}
