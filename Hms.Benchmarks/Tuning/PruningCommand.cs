using System.Globalization;
using System.Text;

namespace Hms.Benchmarks.Tuning;

/// <summary><c>tuning pruning</c>: what pruners save on learning curves, under a budget of epochs, with the same tuner and seeds.</summary>
internal static class PruningCommand
{
    private const string Usage = "tuning pruning [--problems 167168,189873,...] [--pruners a;b] [--tuner tpe] [--seeds 20] [--first-seed 0] [--jobs 1] [--markdown FILE]";
    private const string DefaultProblems = "167168,189873,126026,168331";

    /// <summary>Runs the sweeps and prints the table.</summary>
    public static int Run(IReadOnlyList<string> arguments)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        PruningProblem[] problems;
        string[] pruners;
        try
        {
            if (arguments.Count % 2 != 0) { throw new ArgumentException($"'{arguments[^1]}' has no value."); }
            foreach (var pair in arguments.Chunk(2)) { given.Add(pair[0], pair[1]); }
            if (given.Keys.FirstOrDefault(x => !Usage.Contains(x, StringComparison.Ordinal)) is { } unknown) { throw new ArgumentException($"Unknown argument '{unknown}'."); }
            problems = [.. given.GetValueOrDefault("--problems", DefaultProblems).Split(',').Select(PruningProblem.Find)];
            pruners = given.TryGetValue("--pruners", out var names) ? [.. names.Split(';').Prepend("none").Distinct()] : [.. PruningPruners.Names];
            foreach (var pruner in pruners) { PruningPruners.Create(pruner, problems[0]); }
        }
        catch (ArgumentException exception)
        {
            Console.Error.WriteLine($"{exception.Message}\n{Usage}");
            return 2;
        }
        int Number(string key, int fallback) => given.TryGetValue(key, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;
        var tuner = given.GetValueOrDefault("--tuner", "tpe");
        var pairs = problems.SelectMany(x => Enumerable.Range(Number("--first-seed", 0), Number("--seeds", 20)).Select(seed => (Problem: x, Seed: seed))).ToArray();
        var sweeps = new PruningSweep[pairs.Length, pruners.Length];
        Parallel.For(0, pairs.Length, new ParallelOptions { MaxDegreeOfParallelism = Number("--jobs", 1) }, i =>
        {
            for (var j = 0; j < pruners.Length; j++) { sweeps[i, j] = PruningSweep.Run(pairs[i].Problem, BenchTuners.Create(tuner), PruningPruners.Create(pruners[j], pairs[i].Problem), pairs[i].Seed); }
        });
        var text = Table([.. pairs.Select(x => x.Problem)], pruners, sweeps);
        Console.Write(text);
        if (given.TryGetValue("--markdown", out var file)) { File.WriteAllText(file, text); }
        return 0;
    }

    private static string Table(PruningProblem[] problems, string[] pruners, PruningSweep[,] sweeps)
    {
        var text = new StringBuilder("| pruner | share of the epochs to reach the result of no pruning: median (quartiles) | worse at the full budget | at half | trials begun | completed | pruner s | worse, by problem |\n|---|---|---|---|---|---|---|---|\n");
        for (var j = 0; j < pruners.Length; j++)
        {
            var rows = Enumerable.Range(0, problems.Length).Select(i => (Problem: problems[i], Sweep: sweeps[i, j], None: sweeps[i, 0])).ToList();
            var shares = rows.Select(x => x.Sweep.EpochsTo(x.None.BestAt(x.Problem.Budget)) / x.Problem.Budget).Order().ToArray();
            var worse = rows.GroupBy(x => x.Problem.Name).Select(x => $"{x.Key} {Worse(x, 1):0.00}");
            text.Append(CultureInfo.InvariantCulture, $"| {pruners[j]} | {At(shares, 0.5)} ({At(shares, 0.25)} to {At(shares, 0.75)}) | {Worse(rows, 1):0.00} | {Worse(rows, 2):0.00} ")
                .Append(CultureInfo.InvariantCulture, $"| {rows.Average(x => x.Sweep.Started):0.0} | {rows.Average(x => x.Sweep.Completed):0.0} | {rows.Average(x => x.Sweep.PrunerSeconds):0.000} | {string.Join(", ", worse)} |\n");
        }
        return text.ToString();
    }

    /// <summary>Share of pairs that end worse than no pruning after the budget divided by a number.</summary>
    private static double Worse(IEnumerable<(PruningProblem Problem, PruningSweep Sweep, PruningSweep None)> rows, int divisor) =>
        rows.Average(x => x.Sweep.BestAt(x.Problem.Budget / divisor) > x.None.BestAt(x.Problem.Budget / divisor) ? 1.0 : 0);

    private static string At(double[] sorted, double share)
    {
        var value = sorted[(int)(share * (sorted.Length - 1) + 0.5)];
        return double.IsFinite(value) ? value.ToString("0.00", CultureInfo.InvariantCulture) : "never";
    }
}
