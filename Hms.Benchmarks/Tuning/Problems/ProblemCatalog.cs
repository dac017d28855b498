namespace Hms.Benchmarks.Tuning.Problems;

/// <summary>All problems by name.</summary>
internal static class ProblemCatalog
{
    private static readonly Dictionary<string, Problem> Created = new(StringComparer.Ordinal);

    /// <summary>The 13 problems with recorded rows of Optuna.</summary>
    public static IReadOnlyList<string> Names { get; } = [
        "sphere5", "rosenbrock4", "branin", "hartmann6", "ackley10mixed", "conditional",
        "hpobench_phoneme", "hpobench_kc1", "hpolib_protein_structure",
        "lcbench_167168", "lcbench_189873", "xgb_12", "xgb_1501"];

    /// <summary>Problems without recorded rows: compare ours with an earlier run of ours.</summary>
    public static IReadOnlyList<string> Further { get; } = [.. FurtherProblems.All.Select(x => x.Name), "nasbench201_cifar10", "lcbench_126026", "lcbench_168331", "xgb_40981", "xgb_1067"];

    /// <summary>A problem; recorded data are read once.</summary>
    /// <param name="name">One of <see cref="Names"/> or <see cref="Further"/>, or another table, lcbench or xgb task of the recorded data.</param>
    /// <exception cref="ArgumentException">There is no such problem.</exception>
    public static Problem Find(string name)
    {
        lock (Created)
        {
            if (!Created.TryGetValue(name, out var problem)) { Created.Add(name, problem = Create(name)); }
            return problem;
        }
    }

    private static Problem Create(string name)
    {
        if (AnalyticProblems.All.Concat(FurtherProblems.All).FirstOrDefault(x => x.Name == name) is { } analytic) { return analytic; }
        return name.Split('_') switch
        {
            ["hpobench" or "hpolib" or "nasbench201", ..] => TableProblems.Read(name),
            ["lcbench", var task] => LcbenchCurves.Problem(task),
            ["xgb", var task] => XgboostProblems.Of(task),
            _ => throw new ArgumentException($"There is no problem '{name}'; there are {string.Join(", ", Names.Concat(Further))}."),
        };
    }
}
