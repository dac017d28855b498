using Hms.Tuning.Studies;

namespace Hms.Tuning.Tuners.CmaEs;

/// <summary>Order of finished trials for one objective: complete ones by value, then pruned ones, then infeasible ones by their violation, failed ones last; equals by number.</summary>
internal static class CmaRanking
{
    public static IEnumerable<Trial> BestFirst(IEnumerable<Trial> trials, StudyDirection direction)
    {
        var all = trials.ToList();
        return TrialRanking.BestFirst(all.Where(x => x.State != TrialState.Fail && !(x.Violation > 0)), direction)
            .Concat(all.Where(x => x.State != TrialState.Fail && x.Violation > 0).OrderBy(x => x.Violation).ThenBy(x => x.Number))
            .Concat(all.Where(x => x.State == TrialState.Fail).OrderBy(x => x.Number));
    }
}
