using Hms.Tuning.Studies;

namespace Hms.Tuning.Analysis;

/// <summary>How a study got better: the value of each completed trial and the best so far. All arrays have one entry for each completed trial, by number.</summary>
/// <param name="Target">What the values are.</param>
/// <param name="Direction">Which values are better.</param>
/// <param name="Numbers">Numbers of the trials.</param>
/// <param name="Values">Their values.</param>
/// <param name="IsFeasible">Whether they keep all constraints.</param>
/// <param name="BestValues">Best value of a feasible trial up to this one; NaN before the first.</param>
public sealed record OptimizationHistory(
    string Target, StudyDirection Direction, IReadOnlyList<int> Numbers, IReadOnlyList<double> Values, IReadOnlyList<bool> IsFeasible, IReadOnlyList<double> BestValues)
{
    /// <summary>The history of a study.</summary>
    /// <param name="trials">Its trials.</param>
    /// <param name="target">What to look at.</param>
    public static OptimizationHistory Of(IEnumerable<Trial> trials, AnalysisTarget target)
    {
        var points = target.Select(trials);
        var bests = new double[points.Count];
        var best = double.NaN;
        for (var i = 0; i < bests.Length; i++)
        {
            var (trial, value) = points[i];
            if (trial.Violation == 0 && (double.IsNaN(best) || target.IsBetter(value, best))) { best = value; }
            bests[i] = best;
        }
        return new OptimizationHistory(target.Name, target.Direction, [.. points.Select(x => x.Trial.Number)], [.. points.Select(x => x.Value)], [.. points.Select(x => x.Trial.Violation == 0)], bests);
    }
}
