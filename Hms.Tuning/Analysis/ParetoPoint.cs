using Hms.Tuning.Numerics;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Analysis;

/// <summary>A completed trial of a study with several objectives.</summary>
/// <param name="Number">Number of the trial.</param>
/// <param name="Values">Its objectives.</param>
/// <param name="IsFeasible">Whether it keeps all constraints.</param>
/// <param name="IsOptimal">Whether it is on the Pareto front: of the least violation (feasible, if any trial is), and no other of these is nowhere worse and somewhere better.</param>
public sealed record ParetoPoint(int Number, IReadOnlyList<double> Values, bool IsFeasible, bool IsOptimal)
{
    /// <summary>All completed trials with all objectives, none of them NaN, by number; an infinite objective is the best or the worst there is.</summary>
    /// <param name="trials">Trials of one study.</param>
    /// <param name="directions">Which values are better, one entry for each objective.</param>
    public static IReadOnlyList<ParetoPoint> Of(IEnumerable<Trial> trials, IReadOnlyList<StudyDirection> directions)
    {
        var complete = trials.Where(x => ParetoFronts.CanBeBest(x, directions)).OrderBy(x => x.Number).ToList();
        var front = ParetoFronts.Front(complete, directions).Select(x => x.Number).ToHashSet();
        return [.. complete.Select(x => new ParetoPoint(x.Number, x.Values, x.Violation == 0, front.Contains(x.Number)))];
    }
}
