using Hms.Data.Splits;

namespace Hms.Experiments.Ensembles;

/// <summary>Parts of the rows of an ensemble, no group in two of them.</summary>
public static class EnsembleParts
{
    /// <summary>The parts of all rows: the given folds, or as many parts of the groups as asked for.</summary>
    /// <param name="data">The data.</param>
    /// <param name="count">Number of parts where the data have no folds; at most the number of groups.</param>
    /// <returns>Rows of each part, ascending.</returns>
    /// <exception cref="ArgumentException">A group lies in two of the given folds, there is one fold only, or there are fewer groups than parts.</exception>
    public static IReadOnlyList<int[]> Outer(EnsembleData data, int count)
    {
        int[] rows = [.. Enumerable.Range(0, data.Rows)];
        if (data.Folds is null) { return Split(rows, GroupKFold.Assign(data.GroupsOrRows(), count)); }
        var parts = Split(rows, data.Folds);
        return parts.Count > 1 ? parts : throw new ArgumentException("All rows are in one fold; two or more are needed, of which each is judged by a fit to the others.");
    }

    /// <summary>Parts of the rows of a fit: of their groups; where those are unknown, their folds; where there is one fold only, of the rows.</summary>
    internal static IReadOnlyList<int[]> Inner(EnsembleData data, IReadOnlyList<int> rows, int count)
    {
        if (data.Groups is null && data.Folds is { } folds && rows.Select(row => folds[row]).Distinct().Count() > 1)
        {
            return Split(rows, [.. rows.Select(row => folds[row])]);
        }
        long[] groups = [.. rows.Select(row => data.Groups?[row] ?? row)];
        var parts = Math.Min(count, groups.Distinct().Count());
        return parts < 2 ? [[.. rows]] : Split(rows, GroupKFold.Assign(groups, parts));
    }

    /// <summary>The values of some rows.</summary>
    internal static double[] Pick(double[] values, IReadOnlyList<int> rows, int width)
    {
        var result = new double[rows.Count * width];
        for (var i = 0; i < rows.Count; i++) { values.AsSpan(rows[i] * width, width).CopyTo(result.AsSpan(i * width)); }
        return result;
    }

    private static List<int[]> Split(IReadOnlyList<int> rows, int[] parts) =>
        [.. rows.Select((row, i) => (Row: row, Part: parts[i])).GroupBy(x => x.Part).OrderBy(part => part.Key).Select(part => part.Select(x => x.Row).ToArray())];
}
