using Hms.Tuning.Studies;

namespace Hms.Tuning.Analysis;

/// <summary>A completed trial of a study with several objectives.</summary>
/// <param name="Number">Number of the trial.</param>
/// <param name="Values">Its objectives.</param>
/// <param name="IsFeasible">Whether it keeps all constraints.</param>
/// <param name="IsOptimal">Whether it is on the Pareto front: feasible (if any trial is), and no other is nowhere worse and somewhere better.</param>
public sealed record ParetoPoint(int Number, IReadOnlyList<double> Values, bool IsFeasible, bool IsOptimal)
{
    /// <summary>All completed trials with finite objectives, by number.</summary>
    /// <param name="trials">Trials of one study.</param>
    /// <param name="directions">Which values are better, one entry for each objective.</param>
    public static IReadOnlyList<ParetoPoint> Of(IEnumerable<Trial> trials, IReadOnlyList<StudyDirection> directions)
    {
        var complete = trials.Where(x => x.State == TrialState.Complete && x.Values.Count == directions.Count && x.Values.All(double.IsFinite)).OrderBy(x => x.Number).ToList();
        var least = complete.Count == 0 ? 0 : complete.Min(x => x.Violation);
        var losses = complete.ConvertAll(x => Losses(x, directions));
        return [.. complete.Select((x, i) => new ParetoPoint(x.Number, x.Values, x.Violation == 0, x.Violation == least && IsUndominated(i, losses, j => complete[j].Violation == least)))];
    }

    private static double[] Losses(Trial trial, IReadOnlyList<StudyDirection> directions) => [.. trial.Values.Select((x, m) => directions[m] == StudyDirection.Minimize ? x : -x)];

    private static bool IsUndominated(int index, List<double[]> losses, Func<int, bool> counts)
    {
        for (var j = 0; j < losses.Count; j++)
        {
            if (j != index && counts(j) && Dominates(losses[j], losses[index])) { return false; }
        }
        return true;
    }

    private static bool Dominates(double[] a, double[] b)
    {
        var better = false;
        for (var m = 0; m < a.Length; m++)
        {
            if (a[m] > b[m]) { return false; }
            better |= a[m] < b[m];
        }
        return better;
    }
}
