namespace Hms.Data.Splits;

/// <summary>Finds and refuses splits in which a patient is on both sides.</summary>
public static class SplitCheck
{
    private const int GroupsShown = 3;

    /// <summary>The groups that lie in more than one fold, in ascending order, each with the number of its rows.</summary>
    /// <param name="groups">Group (patient) of each row.</param>
    /// <param name="folds">Fold of each row.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static IReadOnlyList<SplitGroup> FindSplitGroups(IReadOnlyList<long> groups, IReadOnlyList<int> folds)
    {
        if (groups.Count != folds.Count) { throw new ArgumentException($"{groups.Count} groups, but {folds.Count} folds; each row has one of both.", nameof(folds)); }
        return [.. groups.Zip(folds).GroupBy(pair => pair.First)
            .Select(group => new SplitGroup(group.Key, [.. group.Select(pair => pair.Second).Distinct().Order()], group.Count()))
            .Where(group => group.Folds.Count > 1).OrderBy(group => group.Group)];
    }

    /// <summary>What is wrong with a split in which groups lie in several folds, in a sentence; null where none does.</summary>
    /// <param name="groups">Group (patient) of each row.</param>
    /// <param name="folds">Fold of each row.</param>
    public static string? DescribeLeak(IReadOnlyList<long> groups, IReadOnlyList<int> folds)
    {
        var split = FindSplitGroups(groups, folds);
        if (split.Count == 0) { return null; }
        var rows = split.Sum(group => group.Rows);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{split.Count} patients are in several folds ({Names(split.Select(group => group.Group))}): {rows} of {groups.Count} rows ({100.0 * rows / groups.Count:0.0} %) are judged by models that may have learnt from their patient, so the score is too good.");
    }

    /// <summary>Throws when the two sides share a group.</summary>
    /// <param name="trainGroups">Group (patient) of each training row.</param>
    /// <param name="validationGroups">Group (patient) of each validation row.</param>
    /// <exception cref="HmsDataException">A group is on both sides; the message counts the rows that leak and names the first groups.</exception>
    public static void RequireDisjointGroups(IEnumerable<long> trainGroups, IEnumerable<long> validationGroups)
    {
        var train = trainGroups.ToHashSet();
        var validation = validationGroups.ToList();
        var leaking = validation.Where(train.Contains).ToList();
        if (leaking.Count == 0) { return; }
        throw new HmsDataException(null, $"{leaking.Count} of {validation.Count} validation rows have their patient in training too ({Names(leaking.Distinct().Order())}); the score would be too good. Split by patient (GroupKFold).");
    }

    private static string Names(IEnumerable<long> groups)
    {
        var all = groups.ToList();
        return "patient " + string.Join(", ", all.Take(GroupsShown)) + (all.Count > GroupsShown ? $" and {all.Count - GroupsShown} more" : "");
    }
}
