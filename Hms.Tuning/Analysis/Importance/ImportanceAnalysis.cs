using Hms.Tuning.Studies;

namespace Hms.Tuning.Analysis.Importance;

/// <summary>Measures how much the parameters of a study matter.</summary>
public static class ImportanceAnalysis
{
    private const int LeastTrials = 2;

    /// <summary>The importance of the parameters, from the completed trials with a finite value.</summary>
    /// <param name="trials">Trials of one study.</param>
    /// <param name="target">What they matter for.</param>
    /// <param name="options">How it is measured; null for PED-ANOVA with its defaults.</param>
    /// <exception cref="ArgumentException">The options are not sound, or no completed trial has a named parameter.</exception>
    /// <exception cref="StudyException">Fewer than two completed trials, or all have the same value.</exception>
    public static ImportanceReport Compute(IEnumerable<Trial> trials, AnalysisTarget target, ImportanceOptions? options = null)
    {
        options ??= new ImportanceOptions();
        var errors = options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options)); }
        var all = trials.ToList();
        var points = target.Select(all);
        var notes = new List<string>();
        var left = all.Count(x => x.State == TrialState.Complete) - points.Count;
        if (left > 0) { notes.Add($"{left} completed trials without a finite {target.Name} are left out."); }
        if (points.Count < LeastTrials) { throw new StudyException($"Importance needs at least {LeastTrials} completed trials with a finite {target.Name}; there are {points.Count}. Let the study go on."); }
        ParameterAxis.Require(options.Parameters, [.. points.Select(x => x.Trial)]);
        if (points.All(x => x.Value == points[0].Value)) { throw new StudyException($"All {points.Count} completed trials have the same {target.Name}, {points[0].Value}; nothing can be said of what changes it."); }
        return options.Method == ImportanceMethod.PedAnova ? ByDivergence(points, target, options, notes) : ForestImportance.Compute(points, target, options, notes);
    }

    /// <summary>Divides by the sum where shares are asked for; most important first.</summary>
    internal static IReadOnlyList<ParameterImportance> Scaled(IReadOnlyList<ParameterImportance> measured, double divisor) =>
        [.. measured.Select(x => x with { Importance = x.Importance / divisor, StandardDeviation = x.StandardDeviation / divisor }).OrderByDescending(x => x.Importance).ThenBy(x => x.Name, StringComparer.Ordinal)];

    /// <summary>What to divide by: the sum of all, or 1.</summary>
    internal static double Divisor(IEnumerable<ParameterImportance> measured, ImportanceScale scale) => scale == ImportanceScale.Raw || measured.Sum(x => x.Importance) is not (> 0 and var sum) ? 1 : sum;

    private static ImportanceReport ByDivergence(IReadOnlyList<(Trial Trial, double Value)> points, AnalysisTarget target, ImportanceOptions options, List<string> notes)
    {
        var names = options.Parameters ?? ParameterAxis.Names(points.Select(x => x.Trial));
        var measured = new PedAnova(points, target, options, notes).Compute(names);
        return new ImportanceReport(target.Name, options.Method, options.Scale, points.Count, Scaled(measured, Divisor(measured, options.Scale)), [], notes);
    }
}
