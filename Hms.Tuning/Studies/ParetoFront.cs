namespace Hms.Tuning.Studies;

/// <summary>The trials that no other beats in every objective.</summary>
internal static class ParetoFront
{
    public static IReadOnlyList<Trial> Of(IEnumerable<Trial> trials, IReadOnlyList<StudyDirection> directions)
    {
        var complete = trials.Where(x => x.State == TrialState.Complete && x.Values.Count == directions.Count).ToList();
        if (complete.Exists(x => x.Violation == 0)) { complete.RemoveAll(x => x.Violation > 0); }
        return [.. complete.Where(x => !complete.Exists(other => Dominates(other, x, directions)))];
    }

    private static bool Dominates(Trial one, Trial other, IReadOnlyList<StudyDirection> directions)
    {
        var isBetter = false;
        for (var i = 0; i < directions.Count; i++)
        {
            var difference = directions[i] == StudyDirection.Minimize ? one.Values[i].CompareTo(other.Values[i]) : other.Values[i].CompareTo(one.Values[i]);
            if (difference > 0) { return false; }
            isBetter |= difference < 0;
        }
        return isBetter;
    }
}
