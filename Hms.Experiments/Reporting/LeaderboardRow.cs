using Hms.Experiments.Running;
using Hms.Tuning.Studies;

namespace Hms.Experiments.Reporting;

/// <summary>One trial on the leaderboard.</summary>
/// <param name="Rank">Place among the completed trials, from 1; null for others.</param>
/// <param name="Trial">The trial.</param>
/// <param name="Result">What it left; null unless it completed.</param>
internal sealed record LeaderboardRow(int? Rank, Trial Trial, TrialAttributes? Result)
{
    /// <summary>Completed trials by falling rank, then pruned, failed and unfinished ones by number.</summary>
    public static IReadOnlyList<LeaderboardRow> Of(IEnumerable<Trial> trials)
    {
        var all = trials.ToArray();
        var complete = all.Where(t => t.State == TrialState.Complete).OrderBy(t => t.Value).ThenBy(t => t.Number).Select((t, i) => new LeaderboardRow(i + 1, t, TrialAttributes.Of(t)));
        var others = all.Where(t => t.State != TrialState.Complete).OrderBy(t => StateOrder(t.State)).ThenBy(t => t.Number).Select(t => new LeaderboardRow(null, t, null));
        return [.. complete, .. others];
    }

    private static int StateOrder(TrialState state) => state switch { TrialState.Pruned => 0, TrialState.Fail => 1, _ => 2 };
}
