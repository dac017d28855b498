namespace Hms.Tuning.Tuners.GaussianProcess;

/// <summary>Which trials stand for all where there are too many: a quarter the best, a quarter the youngest, the rest spread evenly over the others.</summary>
internal static class TrialSubset
{
    /// <summary>Indices, ascending.</summary>
    /// <param name="values">Larger is better, by age.</param>
    /// <param name="count">How many to take.</param>
    public static int[] Choose(IReadOnlyList<double> values, int count)
    {
        if (values.Count <= count) { return [.. Enumerable.Range(0, values.Count)]; }
        var chosen = Enumerable.Range(0, values.Count).OrderByDescending(i => values[i]).ThenBy(i => i).Take(count / 4).ToHashSet();
        for (var i = values.Count - 1; chosen.Count < count / 2; i--) { chosen.Add(i); }
        var others = Enumerable.Range(0, values.Count).Where(i => !chosen.Contains(i)).ToArray();
        var left = count - chosen.Count;
        for (var i = 0; i < left; i++) { chosen.Add(others[(int)((i + 0.5) * others.Length / left)]); }
        return [.. chosen.Order()];
    }
}
