namespace Hms.Data.Splits;

/// <summary>Refuses splits in which a patient is on both sides.</summary>
public static class SplitCheck
{
    private const int GroupsShown = 3;

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
        var shared = leaking.Distinct().Order().ToList();
        var names = string.Join(", ", shared.Take(GroupsShown)) + (shared.Count > GroupsShown ? $" and {shared.Count - GroupsShown} more" : "");
        throw new HmsDataException(null, $"{leaking.Count} of {validation.Count} validation rows have their patient in training too (patient {names}); the score would be too good. Split by patient (GroupKFold).");
    }
}
