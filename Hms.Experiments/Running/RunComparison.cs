using Hms.Experiments.Evaluation;

namespace Hms.Experiments.Running;

/// <summary>Runs compared: each by itself, each beside the first, and all on the rows that all predict.</summary>
/// <param name="Runs">The runs, in the order named.</param>
/// <param name="Differences">Every run but the first beside the first.</param>
/// <param name="Ranking">All on their common rows, best first.</param>
/// <param name="Warnings">What makes the comparison less than it seems, as sentences.</param>
internal sealed record RunComparison(IReadOnlyList<ComparedRun> Runs, IReadOnlyList<RunDifference> Differences, ModelRanking Ranking, IReadOnlyList<string> Warnings)
{
    /// <summary>Compares runs.</summary>
    /// <param name="runs">Two or more, the first of which the others are compared with.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="UserErrorException">They cannot be compared row by row.</exception>
    public static RunComparison Of(IReadOnlyList<RunPredictions> runs, EvaluationOptions? options = null)
    {
        if (runs.Count < 2) { throw new UserErrorException($"{runs.Count} run is named; a comparison needs at least two."); }
        if (runs.GroupBy(run => run.Path).FirstOrDefault(same => same.Count() > 1) is { } twice) { throw new UserErrorException($"{twice.Key} is named twice; a model cannot be compared with itself."); }
        var names = NamesOf(runs);
        ComparedRun[] compared = [.. runs.Select((run, i) => new ComparedRun(names[i], run, ModelEvaluator.Evaluate(run.Predictions, options, names[i])))];
        ComparedPredictions[] predictions = [.. compared.Select(run => run.Compared)];
        var differences = PairedComparer.Compare(predictions[0], predictions[1..], options);
        return new RunComparison(compared, [.. differences.Select(RunDifference.Of)], PairedComparer.Rank(predictions, options), [.. ComparisonWarnings.Of(compared, differences)]);
    }

    /// <summary>Short names where they tell the runs apart, else with the folder, else with its whole path.</summary>
    private static string[] NamesOf(IReadOnlyList<RunPredictions> runs)
    {
        Func<RunPredictions, string>[] ways = [run => run.Name, run => $"{run.Name} [{Path.GetFileName(run.Run.Path)}]", run => $"{run.Name} [{run.Run.Path}]", run => $"{run.Name} [{run.Path}]"];
        return ways.Select(way => runs.Select(way).ToArray()).First(names => names.Distinct().Count() == names.Length);
    }
}
