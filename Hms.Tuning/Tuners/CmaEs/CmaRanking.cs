using Hms.Tuning.Studies;

namespace Hms.Tuning.Tuners.CmaEs;

/// <summary>Order of finished trials for one objective: as <see cref="TrialRanking"/>, failed ones last; equals by number.</summary>
internal static class CmaRanking
{
    public static IEnumerable<Trial> BestFirst(IEnumerable<Trial> trials, StudyDirection direction)
    {
        var all = trials.ToList();
        return TrialRanking.BestFirst(all.Where(x => x.State != TrialState.Fail), direction).Concat(all.Where(x => x.State == TrialState.Fail).OrderBy(x => x.Number));
    }
}
