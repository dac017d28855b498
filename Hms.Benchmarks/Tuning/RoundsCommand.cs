using System.Globalization;
using System.Text;
using Hms.Benchmarks.Tuning.Problems;
using Hms.Tuning.Tuners;
using Hms.Tuning.Tuners.Rounds;

namespace Hms.Benchmarks.Tuning;

/// <summary><c>tuning rounds</c>: whether narrowing the ranges from round to round beats the plain tuner.</summary>
internal static class RoundsCommand
{
    private const string Usage = "tuning rounds [--tuners random,tpe] [--seeds 20] [--first-seed 0] [--trials 100] [--problems recorded] [--jobs 1] [--markdown FILE]";
    private static readonly string[] DefaultProblems = [.. AnalyticProblems.All.Concat(FurtherProblems.All).Select(x => x.Name), "hpobench_phoneme", "hpobench_kc1"];

    /// <summary>Runs the sweeps and prints the table.</summary>
    public static int Run(IReadOnlyList<string> arguments)
    {
        SharesOptions options;
        try { options = SharesOptions.Parse(["--tuner", "random,tpe", "--problems", string.Join(',', DefaultProblems), .. arguments]); }
        catch (ArgumentException exception)
        {
            Console.Error.WriteLine($"{exception.Message}\n{Usage}");
            return 2;
        }
        var text = string.Concat(options.Tuners.Select(x => Table(x, options)));
        Console.Write(text);
        if (options.Markdown is { } file) { File.WriteAllText(file, text); }
        return 0;
    }

    private static string Table(string tuner, SharesOptions options)
    {
        var plain = Final(BenchTuners.Create(tuner), options);
        var rounds = Final(new RoundsTuner(BenchTuners.Create(tuner)), options);
        var share = WinShare.Of(rounds, plain) ?? throw new ArgumentException($"--seeds must be at least {WinShare.LeastSeeds}.");
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"\nRounds over {tuner}: wins {share.Value:0.00} ({share.Low:0.00} to {share.High:0.00}) of the pairs against {tuner} alone, {options.Trials} trials, {options.Seeds} seeds.\n\n"));
        text.Append("| problem | plain, median | rounds, median | share of pairs that rounds wins |\n|---|---|---|---|\n");
        foreach (var (problem, won) in share.PerProblem) { text.Append(CultureInfo.InvariantCulture, $"| {problem} | {Median(plain[problem]):G4} | {Median(rounds[problem]):G4} | {won:0.00} |\n"); }
        return text.ToString();
    }

    private static Dictionary<string, double[]> Final(ITuner tuner, SharesOptions options) => options.Problems.ToDictionary(x => x, problem =>
    {
        var found = ProblemCatalog.Find(problem);
        var best = new double[options.Seeds];
        Parallel.For(0, options.Seeds, new ParallelOptions { MaxDegreeOfParallelism = options.Jobs }, i => best[i] = SweepRow.Round(SweepSimulator.Run(found, tuner, (ulong)(options.FirstSeed + i), options.Trials)[^1]));
        return best;
    });

    private static double Median(double[] values) => WinShare.Quantile([.. values.Order()], 0.5);
}
