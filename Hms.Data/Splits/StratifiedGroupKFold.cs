namespace Hms.Data.Splits;

/// <summary>Splits rows into folds of nearly equal class shares so that no group (patient) is in two folds.</summary>
/// <remarks>
/// The algorithm of scikit-learn's StratifiedGroupKFold without shuffling: groups in order of the falling standard deviation of their class counts, each to the fold
/// that leaves the shares of the classes spread least over the folds (the mean over classes of the standard deviation of a class's shares).
/// Ties: groups of equal standard deviation go by ascending id; folds whose spreads are as good as equal (within 1e-8 + 1e-5 of the best) go by fewer rows so far, then by the lower number.
/// These are scikit-learn's ties too, and sums are added in its order, so that the folds are the same.
/// </remarks>
public static class StratifiedGroupKFold
{
    private const double AbsoluteCloseness = 1e-8;
    private const double RelativeCloseness = 1e-5;

    /// <summary>Assigns each row to a fold.</summary>
    /// <param name="groups">Group id of each row.</param>
    /// <param name="classes">Class of each row, for example that with the most votes.</param>
    /// <param name="foldCount">Number of folds, 2 or more and at most the number of groups.</param>
    /// <returns>Fold of each row, 0 to foldCount - 1; every fold has at least one group.</returns>
    /// <exception cref="ArgumentException">There are fewer groups than folds, fewer than 2 folds, every class has fewer rows than there are folds, or a fold would stay empty.</exception>
    public static int[] Assign(IReadOnlyList<long> groups, IReadOnlyList<int> classes, int foldCount)
    {
        if (groups.Count != classes.Count) { throw new ArgumentException($"{groups.Count} groups, but {classes.Count} classes; each row has one of both.", nameof(classes)); }
        if (foldCount < 2) { throw new ArgumentException($"{foldCount} folds; at least 2 are needed.", nameof(foldCount)); }
        var ids = groups.Distinct().Order().ToArray();
        if (ids.Length < foldCount) { throw new ArgumentException($"{foldCount} folds need at least as many groups; the {groups.Count} rows have {ids.Length}.", nameof(foldCount)); }
        var present = classes.Distinct().Order().ToArray();
        var indexOf = ids.Select((id, index) => (id, index)).ToDictionary(pair => pair.id, pair => pair.index);
        var groupOfRow = groups.Select(group => indexOf[group]).ToArray();
        var counts = ids.Select(_ => new double[present.Length]).ToArray();
        for (var row = 0; row < groupOfRow.Length; row++) { counts[groupOfRow[row]][Array.BinarySearch(present, classes[row])]++; }
        var totals = Enumerable.Range(0, present.Length).Select(c => counts.Sum(count => count[c])).ToArray();
        if (totals.Max() < foldCount) { throw new ArgumentException($"{foldCount} folds are more than the {totals.Max()} rows of the largest class; take fewer folds.", nameof(foldCount)); }
        var foldOfGroup = Place(counts, totals, foldCount);
        var empty = Enumerable.Range(0, foldCount).Except(foldOfGroup).ToList();
        if (empty.Count > 0) { throw new ArgumentException($"No group went to fold {empty[0]} of {foldCount}: too few groups to share the classes out; take fewer folds, or GroupKFold.", nameof(foldCount)); }
        return [.. groupOfRow.Select(group => foldOfGroup[group])];
    }

    private static int[] Place(double[][] counts, double[] totals, int foldCount)
    {
        var folds = Enumerable.Range(0, foldCount).Select(_ => new double[totals.Length]).ToArray();
        var foldOfGroup = new int[counts.Length];
        // OrderByDescending is stable: equals stay in the order of ascending ids.
        foreach (var group in Enumerable.Range(0, counts.Length).OrderByDescending(group => StandardDeviation(counts[group])))
        {
            var best = BestFold(folds, totals, counts[group]);
            Add(folds[best], counts[group], 1);
            foldOfGroup[group] = best;
        }
        return foldOfGroup;
    }

    private static int BestFold(double[][] folds, double[] totals, double[] group)
    {
        var (best, leastSpread, fewestRows) = (0, double.PositiveInfinity, double.PositiveInfinity);
        for (var fold = 0; fold < folds.Length; fold++)
        {
            Add(folds[fold], group, 1);
            var spread = Spread(folds, totals);
            Add(folds[fold], group, -1);
            var rows = folds[fold].Sum();
            var isClose = Math.Abs(spread - leastSpread) <= AbsoluteCloseness + RelativeCloseness * Math.Abs(leastSpread);
            if (spread < leastSpread || (isClose && rows < fewestRows)) { (best, leastSpread, fewestRows) = (fold, spread, rows); }
        }
        return best;
    }

    /// <summary>Mean over classes of the standard deviation, over folds, of the share of the class that a fold holds.</summary>
    private static double Spread(double[][] folds, double[] totals)
    {
        var shares = new double[folds.Length];
        var sum = 0.0;
        for (var c = 0; c < totals.Length; c++)
        {
            for (var fold = 0; fold < folds.Length; fold++) { shares[fold] = folds[fold][c] / totals[c]; }
            sum += StandardDeviation(shares);
        }
        return sum / totals.Length;
    }

    private static void Add(double[] fold, double[] group, double sign)
    {
        for (var c = 0; c < fold.Length; c++) { fold[c] += sign * group[c]; }
    }

    private static double StandardDeviation(double[] values)
    {
        var sum = 0.0;
        foreach (var value in values) { sum += value; }
        var mean = sum / values.Length;
        var squares = 0.0;
        foreach (var value in values) { squares += (value - mean) * (value - mean); }
        return Math.Sqrt(squares / values.Length);
    }
}
