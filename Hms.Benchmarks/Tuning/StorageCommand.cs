using System.Diagnostics;
using System.Globalization;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;

namespace Hms.Benchmarks.Tuning;

/// <summary>
/// <c>tuning storage [--seconds 5] [--processes 1,4] [--reports 0,10] [--postgresql LOCATION] [--durability Process|Power] [--optuna PYTHON]</c>: finished trials a second and the longest
/// time that any process waited to begin one; then how long a study of 10,000 trials takes to open and read. A trial has 5 parameters.
/// </summary>
internal static class StorageCommand
{
    private const int Parameters = 5;
    private const int LargeStudy = 10_000;

    /// <summary>Runs the command.</summary>
    public static int Run(IReadOnlyList<string> arguments)
    {
        if (arguments is ["worker", var location, var owner, var reports, var seconds]) { return Work(location, owner, Number(reports), Number(seconds)); }
        var options = Options(arguments);
        var folder = Directory.CreateTempSubdirectory("hms-storage-");
        try
        {
            Console.WriteLine("| store | processes | reports | finished trials/s | trials per second of the workers' CPU | longest wait for a trial, s |");
            Console.WriteLine("|---|---|---|---|---|---|");
            foreach (var store in Stores(options, folder.FullName)) { Measure(store.Name, store.Location, options); }
            if (options.TryGetValue("--optuna", out var python)) { MeasureOptuna(python, folder.FullName, options); }
            MeasureOpening(Path.Combine(folder.FullName, "large.db"));
        }
        finally { folder.Delete(recursive: true); }
        return 0;
    }

    private static Dictionary<string, string> Options(IReadOnlyList<string> arguments)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal) { ["--seconds"] = "5", ["--processes"] = "1,4", ["--reports"] = "0,10", ["--durability"] = nameof(StudyDurability.Process) };
        for (var i = 0; i + 1 < arguments.Count; i += 2) { options[arguments[i]] = arguments[i + 1]; }
        return options;
    }

    private static IEnumerable<(string Name, string Location)> Stores(Dictionary<string, string> options, string folder)
    {
        yield return ("memory", "memory");
        yield return ($"SQLite ({options["--durability"]})", Path.Combine(folder, "study.db"));
        if (options.TryGetValue("--postgresql", out var server)) { yield return ("PostgreSQL", server); }
    }

    private static void Measure(string name, string location, Dictionary<string, string> options)
    {
        foreach (var reports in options["--reports"].Split(','))
        {
            foreach (var processes in options["--processes"].Split(',').Select(Number))
            {
                if (location == "memory" && processes > 1) { continue; }
                var (rate, wait, perCpu) = location == "memory" ? Loop(new InMemoryStudyStorage(), "w", Number(reports), Number(options["--seconds"])) : Processes(location, processes, reports, options);
                Console.WriteLine(FormattableString.Invariant($"| {name} | {processes} | {reports} | {rate:0} | {perCpu:0} | {wait:0.000} |"));
            }
        }
    }

    private static (double Rate, double Wait, double PerCpu) Processes(string location, int processes, string reports, Dictionary<string, string> options)
    {
        using (var storage = Open(location))
        {
            if (storage.FindStudy("bench") is { } old) { storage.DeleteStudy(old.Id); }
            Create(storage);
        }
        var workers = Enumerable.Range(0, processes).Select(x => Start(location, x, reports, options)).ToList();
        foreach (var worker in workers) { worker.StandardOutput.ReadLine(); }
        foreach (var worker in workers) { worker.StandardInput.WriteLine("go"); }
        var results = workers.ConvertAll(x => x.StandardOutput.ReadLine()!.Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray());
        workers.ForEach(x => x.WaitForExit());
        return (results.Sum(x => x[0]), results.Max(x => x[1]), results.Average(x => x[2]));
    }

    private static Process Start(string location, int worker, string reports, Dictionary<string, string> options)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["HMS_BENCH_DURABILITY"] = options["--durability"];
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") { start.ArgumentList.Add(typeof(StorageCommand).Assembly.Location); }
        foreach (var argument in new[] { "tuning", "storage", "worker", location, $"w{worker}", reports, options["--seconds"] }) { start.ArgumentList.Add(argument); }
        return Process.Start(start)!;
    }

    private static int Work(string location, string owner, int reports, int seconds)
    {
        using var storage = Open(location);
        Console.WriteLine("ready");
        Console.ReadLine();
        var (rate, wait, perCpu) = Loop(storage, owner, reports, seconds);
        Console.WriteLine(FormattableString.Invariant($"{rate} {wait} {perCpu}"));
        return 0;
    }

    private static IStudyStorage Open(string location) =>
        StudyStores.Open(location, durability: Enum.Parse<StudyDurability>(Environment.GetEnvironmentVariable("HMS_BENCH_DURABILITY") ?? nameof(StudyDurability.Process)));

    private static Study Create(IStudyStorage storage) => storage.CreateStudy(new StudyIdentity
    {
        Name = "bench", Seed = 1, Order = SweepOrder.Eager, Space = new SearchSpace([.. Enumerable.Range(0, Parameters).Select(x => new SearchParameter($"p{x}", new FloatDistribution(0, 1)))]),
    });

    private static (double Rate, double Wait, double PerCpu) Loop(IStudyStorage storage, string owner, int reports, int seconds)
    {
        var study = storage.FindStudy("bench") ?? Create(storage);
        var parameters = new ParameterValues(study.Identity!.Space.Parameters.Select((x, i) => new ParameterAssignment(x.Name, x.Distribution, i / 10.0)));
        var terms = new LeaseTerms(owner, TimeSpan.FromMinutes(10));
        var (finished, next, longest, start) = (0, 0, 0.0, Stopwatch.GetTimestamp());
        var cpu = Environment.CpuUsage.TotalTime;
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
        {
            var asked = Stopwatch.GetTimestamp();
            Trial? trial;
            while ((trial = storage.TryStartTrial(study.Id, next, parameters, terms)) is null) { next += storage.ReadTrials(study.Id, next).Count; }
            longest = Math.Max(longest, Stopwatch.GetElapsedTime(asked).TotalSeconds);
            next++;
            var lease = new TrialLease(trial.Id, 1);
            for (var step = 0; step < reports; step++) { storage.ReportIntermediate(lease, step, [step]); }
            storage.FinishTrial(lease, new TrialOutcome(TrialState.Complete, [1]));
            finished++;
        }
        return (finished / Stopwatch.GetElapsedTime(start).TotalSeconds, longest, finished / (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }

    /// <summary>Writes a study of 10,000 trials of 10 reports, and times opening and reading it, five times.</summary>
    private static void MeasureOpening(string path)
    {
        var space = new SearchSpace([.. Enumerable.Range(0, Parameters).Select(x => new SearchParameter($"p{x}", new FloatDistribution(0, 1)))]);
        var values = new ParameterValues(space.Parameters.Select(x => new ParameterAssignment(x.Name, x.Distribution, 0.5)));
        var reported = Enumerable.Range(0, 10).ToDictionary(x => x, x => (double)x);
        var start = Stopwatch.GetTimestamp();
        using (var storage = StudyStores.Open(path))
        {
            storage.ImportStudy(new StudyCopy
            {
                Name = "bench", Directions = [StudyDirection.Minimize],
                Trials = [.. Enumerable.Range(0, LargeStudy).Select(x => new TrialCopy(new Trial { Id = x, Number = x, State = TrialState.Complete, Parameters = values, Values = [x], IntermediateValues = System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(reported) }))],
            });
        }
        Console.WriteLine(FormattableString.Invariant($"{LargeStudy} trials of 10 reports: imported in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s, {new FileInfo(path).Length / 1048576.0:0.0} MiB"));
        for (var repeat = 0; repeat < 5; repeat++)
        {
            start = Stopwatch.GetTimestamp();
            var cpu = Environment.CpuUsage.TotalTime;
            using var storage = StudyStores.Open(path);
            var count = storage.ReadTrials(storage.FindStudy("bench")!.Id).Count;
            Console.WriteLine(FormattableString.Invariant($"opened and read {count} trials in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.000} s, {(Environment.CpuUsage.TotalTime - cpu).TotalSeconds:0.000} s of CPU"));
        }
    }

    private static void MeasureOptuna(string python, string folder, Dictionary<string, string> options)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Tuning", "optuna_storage.py");
        foreach (var reports in options["--reports"].Split(','))
        {
            using var process = Process.Start(new ProcessStartInfo(python, [script, Path.Combine(folder, $"optuna{reports}.db"), reports, options["--seconds"]]) { RedirectStandardOutput = true })!;
            Console.WriteLine($"| {process.StandardOutput.ReadLine()} | 1 | {reports} | {process.StandardOutput.ReadLine()} | {process.StandardOutput.ReadLine()} | |");
            process.WaitForExit();
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
