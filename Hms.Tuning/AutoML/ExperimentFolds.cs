using System.Globalization;
using Hms.Tuning.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tuning.AutoML;

/// <summary>The folds of a data set: which row is held out when.</summary>
internal static class ExperimentFolds
{
    /// <summary>Training and held-out rows of each fold.</summary>
    /// <param name="data">The data set; every pass must give the same rows in the same order.</param>
    /// <param name="folds">Number of folds, at least 2.</param>
    /// <param name="groupColumn">Rows with the same value in this column stay together; null for rows drawn singly.</param>
    /// <param name="seed">Seed of the draw without groups.</param>
    /// <exception cref="ArgumentException">The column is absent or of a kind that makes no groups, or there are fewer groups (rows) than folds.</exception>
    public static IReadOnlyList<(IDataView Train, IDataView Validation)> Split(IDataView data, int folds, string? groupColumn, ulong seed)
    {
        if (folds < 2) { throw new ArgumentException($"{folds} folds hold nothing out; use 2 or more.", nameof(folds)); }
        var fold = groupColumn is null ? Shuffled(Count(data), folds, seed) : Grouped(Groups(data, groupColumn), folds, groupColumn);
        return [.. Enumerable.Range(0, folds).Select(k => ((IDataView)new RowSubsetView(data, [.. fold.Select(x => x != k)]), (IDataView)new RowSubsetView(data, [.. fold.Select(x => x == k)])))];
    }

    /// <summary>As scikit-learn's GroupKFold: the largest group first, each into the fold with the fewest rows; equals in order of appearance.</summary>
    internal static int[] Grouped(IReadOnlyList<string> groups, int folds, string groupColumn)
    {
        var bySize = groups.Select((group, row) => (group, row)).GroupBy(x => x.group, x => x.row, StringComparer.Ordinal).OrderByDescending(x => x.Count()).ThenBy(x => x.First()).ToList();
        if (bySize.Count < folds) { throw new ArgumentException($"Column '{groupColumn}' has {bySize.Count} different values, fewer than {folds} folds; use fewer folds."); }
        var rows = new long[folds];
        var fold = new int[groups.Count];
        foreach (var group in bySize)
        {
            var lightest = Array.IndexOf(rows, rows.Min());
            foreach (var row in group) { fold[row] = lightest; }
            rows[lightest] += group.Count();
        }
        return fold;
    }

    private static int[] Shuffled(int rows, int folds, ulong seed)
    {
        if (rows < folds) { throw new ArgumentException($"The data set has {rows} rows, fewer than {folds} folds; use fewer folds."); }
        var random = new SplitMix64(SplitMix64.Derive(seed, "folds"));
        var order = Enumerable.Range(0, rows).ToArray();
        for (var i = rows - 1; i > 0; i--)
        {
            var j = (int)random.NextInteger(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        var fold = new int[rows];
        for (var i = 0; i < rows; i++) { fold[order[i]] = i % folds; }
        return fold;
    }

    private static int Count(IDataView data)
    {
        var rows = 0;
        using var cursor = data.GetRowCursor([]);
        while (cursor.MoveNext()) { rows++; }
        return rows;
    }

    private static List<string> Groups(IDataView data, string name)
    {
        var column = data.Schema.GetColumnOrNull(name) ?? throw new ArgumentException($"The data set has no column '{name}' to group by; it has {string.Join(", ", data.Schema.Select(x => x.Name))}.");
        using var cursor = data.GetRowCursor([column]);
        var read = Reader(cursor, column);
        var groups = new List<string>();
        while (cursor.MoveNext()) { groups.Add(read()); }
        return groups;
    }

    private static Func<string> Reader(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        Func<string> Of<T>()
        {
            var getter = cursor.GetGetter<T>(column);
            T value = default!;
            return () =>
            {
                getter(ref value);
                return Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            };
        }

        var type = column.Type.RawType;
        return type == typeof(ReadOnlyMemory<char>) ? Of<ReadOnlyMemory<char>>()
            : type == typeof(int) ? Of<int>() : type == typeof(long) ? Of<long>() : type == typeof(uint) ? Of<uint>() : type == typeof(ulong) ? Of<ulong>()
            : type == typeof(short) ? Of<short>() : type == typeof(ushort) ? Of<ushort>() : type == typeof(byte) ? Of<byte>()
            : type == typeof(float) ? Of<float>() : type == typeof(double) ? Of<double>() : type == typeof(bool) ? Of<bool>()
            : throw new ArgumentException($"Column '{column.Name}' is {column.Type}; rows are grouped by a column of text, keys or numbers.");
    }
}
