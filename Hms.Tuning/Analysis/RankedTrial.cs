using Hms.Tuning.Numerics;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Analysis;

/// <summary>One line of a leaderboard.</summary>
/// <param name="Rank">Place from 1; with several objectives 1 for the Pareto front and 2 for the rest; null for a trial that is not complete or whose value is NaN.</param>
/// <param name="Trial">The trial.</param>
public sealed record RankedTrial(int? Rank, Trial Trial)
{
    /// <summary>
    /// Completed trials first: by value, feasible ones before infeasible ones, equals by number; with several objectives the Pareto front first, each part by number. Then completed
    /// ones whose value is NaN, pruned, failed, running and waiting ones, by number.
    /// </summary>
    /// <param name="trials">Trials of one study.</param>
    /// <param name="directions">Which values are better, one entry for each objective.</param>
    public static IReadOnlyList<RankedTrial> Of(IEnumerable<Trial> trials, IReadOnlyList<StudyDirection> directions)
    {
        var all = trials.OrderBy(x => x.Number).ToList();
        var ranked = directions.Count == 1 ? ByValue(all, directions) : ByFront(all, directions);
        var places = ranked.Select(x => x.Trial.Number).ToHashSet();
        return [.. ranked, .. all.Where(x => !places.Contains(x.Number)).OrderBy(x => Order(x.State)).ThenBy(x => x.Number).Select(x => new RankedTrial(null, x))];
    }

    private static List<RankedTrial> ByValue(List<Trial> trials, IReadOnlyList<StudyDirection> directions)
    {
        var sign = directions[0] == StudyDirection.Minimize ? 1 : -1;
        var complete = trials.Where(x => ParetoFronts.CanBeBest(x, directions));
        return [.. complete.OrderBy(x => x.Violation).ThenBy(x => sign * x.Values[0]).ThenBy(x => x.Number).Select((x, i) => new RankedTrial(i + 1, x))];
    }

    private static List<RankedTrial> ByFront(List<Trial> trials, IReadOnlyList<StudyDirection> directions)
    {
        var byNumber = trials.ToDictionary(x => x.Number);
        return [.. ParetoPoint.Of(trials, directions).OrderBy(x => !x.IsOptimal).ThenBy(x => x.Number).Select(x => new RankedTrial(x.IsOptimal ? 1 : 2, byNumber[x.Number]))];
    }

    private static int Order(TrialState state) => state switch { TrialState.Complete => 0, TrialState.Pruned => 1, TrialState.Fail => 2, TrialState.Running => 3, _ => 4 };
}
