using System.Diagnostics;
using Hms.Benchmarks.Tuning.Problems;

namespace Hms.Benchmarks.Tuning;

/// <summary><c>tuning shares</c>: our tuners on the problems, beside the recorded rows of Optuna.</summary>
internal static class SharesCommand
{
    /// <summary>Runs the sweeps and prints the tables.</summary>
    public static int Run(IReadOnlyList<string> arguments)
    {
        SharesOptions options;
        try
        {
            options = SharesOptions.Parse(arguments);
            foreach (var problem in options.Problems) { ProblemCatalog.Find(problem); }
            foreach (var tuner in options.Tuners) { BenchTuners.Create(tuner); }
        }
        catch (Exception exception) when (exception is ArgumentException or IOException)
        {
            Console.Error.WriteLine($"{exception.Message}\n{SharesOptions.Usage}");
            return 2;
        }
        var opponents = SweepRow.Read(ProblemData.Require("optuna/samplers.csv"));
        if (options.Opponents is { } more) { opponents.AddRange(SweepRow.Read(more)); }
        var rows = options.Tuners.SelectMany(tuner => Sweeps(tuner, options)).ToList();
        var text = string.Join('\n', options.Tuners.Select(tuner => SharesTable.Write([.. rows.Where(x => x.Tuner == tuner)], opponents, options.Trials)));
        Console.Write(text);
        if (options.Markdown is { } markdown) { File.WriteAllText(markdown, text); }
        if (options.Csv is { } csv) { SweepRow.Write(csv, rows); }
        return 0;
    }

    private static SweepRow[] Sweeps(string tuner, SharesOptions options)
    {
        var sweeps = options.Problems.SelectMany(problem => Enumerable.Range(options.FirstSeed, options.Seeds).Select(seed => (problem, seed))).ToArray();
        var rows = new SweepRow[sweeps.Length];
        Parallel.For(0, sweeps.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Jobs }, i =>
        {
            rows[i] = Sweep(tuner, sweeps[i].problem, sweeps[i].seed, options.Trials);
        });
        return rows;
    }

    private static SweepRow Sweep(string tuner, string problem, int seed, int trials)
    {
        var watch = Stopwatch.StartNew();
        var best = SweepSimulator.Run(ProblemCatalog.Find(problem), BenchTuners.Create(tuner), (ulong)seed, trials);
        return new SweepRow("hms", problem, tuner, seed, [.. SweepRow.Budgets.Select(x => x <= trials ? SweepRow.Round(best[x - 1]) : double.NaN)], watch.Elapsed.TotalSeconds);
    }
}
