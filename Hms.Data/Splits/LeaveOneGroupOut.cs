namespace Hms.Data.Splits;

/// <summary>One fold for each group (patient, hospital): every group is held out once, by itself.</summary>
/// <remarks>As scikit-learn's LeaveOneGroupOut: folds in the order of ascending group ids.</remarks>
public static class LeaveOneGroupOut
{
    /// <summary>Assigns each row to the fold of its group.</summary>
    /// <param name="groups">Group id of each row.</param>
    /// <returns>Fold of each row, 0 to the number of groups - 1.</returns>
    /// <exception cref="ArgumentException">There are fewer than 2 groups.</exception>
    public static int[] Assign(IReadOnlyList<long> groups)
    {
        var ids = groups.Distinct().Order().ToList();
        if (ids.Count < 2) { throw new ArgumentException($"Leaving one group out needs at least 2 groups; the {groups.Count} rows have {ids.Count}.", nameof(groups)); }
        var foldOf = ids.Select((id, fold) => (id, fold)).ToDictionary(pair => pair.id, pair => pair.fold);
        return [.. groups.Select(group => foldOf[group])];
    }
}
