namespace Hms.Data.Splits;

/// <summary>Splits rows into folds of nearly equal size so that no group (patient) is in two folds.</summary>
/// <remarks>
/// The algorithm of scikit-learn's GroupKFold: groups in order of falling size, each to the fold with the fewest rows so far (the lowest number on ties).
/// Groups of equal size are taken by ascending id; scikit-learn leaves their order to an unstable sort, so there only the fold loads agree.
/// </remarks>
public static class GroupKFold
{
    /// <summary>Assigns each row to a fold.</summary>
    /// <param name="groups">Group id of each row.</param>
    /// <param name="foldCount">Number of folds, 2 or more and at most the number of groups.</param>
    /// <returns>Fold of each row, 0 to foldCount - 1; every fold has at least one group.</returns>
    /// <exception cref="ArgumentException">There are fewer groups than folds, or fewer than 2 folds.</exception>
    public static int[] Assign(IReadOnlyList<long> groups, int foldCount)
    {
        if (foldCount < 2) { throw new ArgumentException($"{foldCount} folds; at least 2 are needed.", nameof(foldCount)); }
        var sizes = groups.GroupBy(group => group).Select(group => (Id: group.Key, Size: group.Count())).ToList();
        if (sizes.Count < foldCount) { throw new ArgumentException($"{foldCount} folds need at least as many groups; the {groups.Count} rows have {sizes.Count}.", nameof(foldCount)); }
        var loads = new int[foldCount];
        var foldOf = new Dictionary<long, int>(sizes.Count);
        foreach (var (id, size) in sizes.OrderByDescending(group => group.Size).ThenBy(group => group.Id))
        {
            var lightest = Array.IndexOf(loads, loads.Min());
            foldOf[id] = lightest;
            loads[lightest] += size;
        }
        return [.. groups.Select(group => foldOf[group])];
    }
}
