namespace Hms.Tuning.Tuners.Rounds;

/// <summary>One round of a sweep: which trials it has and where their proposals lie.</summary>
/// <param name="Number">Its number, from 0; round 0 has the full ranges.</param>
/// <param name="FirstTrial">Number of its first trial.</param>
/// <param name="Ranges">The range of each parameter, in the order of the search space.</param>
public sealed record SearchRound(int Number, int FirstTrial, IReadOnlyList<RoundRange> Ranges)
{
    /// <summary>For logs: the round and the ranges that changed.</summary>
    public override string ToString()
    {
        var changed = Ranges.Where(x => x.IsChanged).ToList();
        return $"Round {Number} (from trial {FirstTrial}): " + (changed.Count == 0 ? "ranges unchanged" : string.Join("; ", changed));
    }
}
