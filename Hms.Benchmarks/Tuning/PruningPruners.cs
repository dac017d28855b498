using System.Globalization;
using Hms.Tuning.Pruners;

namespace Hms.Benchmarks.Tuning;

/// <summary>The pruners of the benchmark by name, and by a text such as <c>percentile=50,warmup=6,startup=5,compare=latest,patience=3</c>.</summary>
internal static class PruningPruners
{
    /// <summary>Those of the table.</summary>
    public static IReadOnlyList<string> Names { get; } = ["none", "optuna-median", "median", "asha", "hyperband", "patient", "fold-epoch"];

    /// <summary>A pruner for a problem.</summary>
    public static IPruner Create(string name, PruningProblem problem) => name switch
    {
        "none" => new NonePruner(),
        "optuna-median" => new MedianPruner(new MedianPrunerOptions { WarmupSteps = 0 }),
        "median" => new MedianPruner(new MedianPrunerOptions { TotalSteps = problem.Steps, Compare = Compare(problem) }),
        "asha" => new SuccessiveHalvingPruner(new SuccessiveHalvingPrunerOptions { TotalSteps = problem.Steps }),
        "hyperband" => new HyperbandPruner(new HyperbandPrunerOptions { TotalSteps = problem.Steps }),
        "patient" => new PatientPruner(new MedianPruner(new MedianPrunerOptions { TotalSteps = problem.Steps, Compare = Compare(problem) })),
        "fold-epoch" => new FoldEpochPruner(new FoldEpochPrunerOptions { Folds = problem.Folds, Epochs = problem.Epochs }),
        _ => Parse(name, problem),
    };

    private static MedianComparison Compare(PruningProblem problem) => problem.Folds > 1 ? MedianComparison.Latest : MedianComparison.BestSoFar;

    private static IPruner Parse(string text, PruningProblem problem)
    {
        var parts = text.Split(',').Select(x => x.Split('=')).ToDictionary(x => x[0], x => x[^1]);
        int? Integer(string key) => parts.TryGetValue(key, out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : null;
        IPruner pruner = parts.ContainsKey("percentile")
            ? new PercentilePruner(new PercentilePrunerOptions
            {
                Percentile = Integer("percentile") ?? 50,
                WarmupSteps = Integer("warmup"),
                StartupTrials = Integer("startup") ?? 5,
                IntervalSteps = Integer("interval") ?? 1,
                TotalSteps = problem.Steps,
                Compare = parts.GetValueOrDefault("compare") == "latest" ? MedianComparison.Latest : MedianComparison.BestSoFar,
            })
            : parts.ContainsKey("rungs")
            ? new SuccessiveHalvingPruner(new SuccessiveHalvingPrunerOptions { MinimumResource = Integer("rungs"), ReductionFactor = Integer("eta") ?? 3, StartupTrials = Integer("startup") ?? 1, TotalSteps = problem.Steps })
            : throw new ArgumentException($"There is no pruner '{text}'; there are {string.Join(", ", Names)}.");
        return Integer("patience") is { } patience ? new PatientPruner(pruner, new PatientPrunerOptions { Patience = patience }) : pruner;
    }
}
