using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Tuners;

/// <summary>The trials that have all parameters of a group, and their values by parameter: numbers on their scale, categories by index. Never changes.</summary>
internal sealed class GroupColumns
{
    private readonly NumericScale?[] _scales;
    private readonly double[][] _columns;
    private readonly int[]?[] _orders;

    private GroupColumns(IReadOnlyList<SearchParameter> group, NumericScale?[] scales, Trial[] trials, double[][] columns, int[]?[] orders) =>
        (Group, _scales, Trials, _columns, _orders) = (group, scales, trials, columns, orders);

    /// <summary>The parameters.</summary>
    public IReadOnlyList<SearchParameter> Group { get; }

    /// <summary>The trials, in the order given: row by row.</summary>
    public IReadOnlyList<Trial> Trials { get; }

    /// <summary>Reads the values; trials that lack a parameter, had it with another kind of distribution, or with a value that the scale has not (NaN), are left out.</summary>
    public static GroupColumns Read(IReadOnlyList<SearchParameter> group, IReadOnlyList<Trial> trials)
    {
        var scales = group.Select(x => x.Distribution is CategoricalDistribution || x.Distribution.ValueCount == 1 ? null : NumericScale.Of(x.Distribution)).ToArray();
        return new GroupColumns(group, scales, [], [.. group.Select(_ => Array.Empty<double>())], [.. scales.Select(x => x is null ? null : Array.Empty<int>())]).Extend(trials);
    }

    /// <summary>With further rows at the end.</summary>
    public GroupColumns Extend(IReadOnlyList<Trial> more)
    {
        var found = new List<Trial>(more.Count);
        var fresh = new double[_columns.Length][];
        for (var d = 0; d < fresh.Length; d++) { fresh[d] = new double[more.Count]; }
        foreach (var trial in more)
        {
            if (TryRead(trial.Parameters, fresh, found.Count)) { found.Add(trial); }
        }
        if (found.Count == 0) { return this; }
        var columns = new double[_columns.Length][];
        for (var d = 0; d < columns.Length; d++) { columns[d] = [.. _columns[d], .. fresh[d].AsSpan(0, found.Count)]; }
        return new GroupColumns(Group, _scales, [.. Trials, .. found], columns, [.. _orders.Select((order, d) => order is null ? null : Merge(order, columns[d]))]);
    }

    /// <summary>The scale of a parameter; null for categories and constants.</summary>
    public NumericScale? Scale(int parameter) => _scales[parameter];

    /// <summary>All values of one parameter, by row.</summary>
    public ReadOnlySpan<double> Values(int parameter) => _columns[parameter];

    /// <summary>The rows by ascending value of a numeric parameter, equal values by row.</summary>
    public ReadOnlySpan<int> Order(int parameter) => _orders[parameter];

    private bool TryRead(ParameterValues values, double[][] columns, int row)
    {
        for (var d = 0; d < columns.Length; d++)
        {
            var parameter = Group[d];
            if (!values.TryGet(parameter.Name, out var assignment) || !parameter.Distribution.IsCompatibleWith(assignment.Distribution)) { return false; }
            columns[d][row] = _scales[d] is { } scale ? Math.Clamp(scale.Transform(assignment.InternalValue), scale.Low, scale.High) : assignment.InternalValue;
            if (double.IsNaN(columns[d][row])) { return false; }
        }
        return true;
    }

    /// <summary>Sorts the rows beyond those already in order and merges them in.</summary>
    private static int[] Merge(int[] old, double[] values)
    {
        var added = Enumerable.Range(old.Length, values.Length - old.Length).ToArray();
        Array.Sort(added, (a, b) => values[a].CompareTo(values[b]) is var order && order != 0 ? order : a.CompareTo(b));
        var merged = new int[values.Length];
        for (int i = 0, j = 0, at = 0; at < merged.Length; at++)
        {
            merged[at] = j == added.Length || (i < old.Length && values[old[i]] <= values[added[j]]) ? old[i++] : added[j++];
        }
        return merged;
    }
}
