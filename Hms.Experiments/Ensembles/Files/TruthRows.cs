using System.Globalization;
using Hms.Data;

namespace Hms.Experiments.Ensembles.Files;

/// <summary>The votes of a table.</summary>
/// <param name="Distributions">[rows, classes]: each row divided by its sum.</param>
/// <param name="Counts">Votes of each row; null where the table holds shares and no column of counts.</param>
internal sealed record TruthRows(double[] Distributions, double[]? Counts)
{
    private const double WholeTolerance = 1e-9;

    /// <summary>Sums of shares that lie further from 1 are told of.</summary>
    private const double UsualTolerance = 0.02;

    /// <summary>Reads the votes of rows.</summary>
    /// <param name="table">The file.</param>
    /// <param name="columns">Its columns of votes.</param>
    /// <param name="rows">The rows to read.</param>
    /// <param name="warn">Takes a sentence where shares do not sum to 1.</param>
    public static TruthRows Read(PlainTable table, ClassColumns columns, int[] rows, Action<string> warn)
    {
        var classes = columns.Columns.Count;
        var values = new double[rows.Length * classes];
        var sums = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            for (var c = 0; c < classes; c++)
            {
                var value = table.Number(row, columns.Columns[c]);
                if (!(value >= 0 && double.IsFinite(value))) { throw table.Error(row, columns.Columns[c], string.Create(CultureInfo.InvariantCulture, $"{value} is no count or share of votes; a finite number of at least 0 is needed.")); }
                values[i * classes + c] = value;
                sums[i] += value;
            }
            if (sums[i] == 0) { throw table.Error(row, -1, "all votes are 0; a row without votes has no truth. Take it out of all files, or out of this one and use --inner."); }
        }
        var counts = CountsOf(table, rows, values, sums);
        if (!AreWhole(values) && Array.FindIndex(sums, sum => Math.Abs(sum - 1) > UsualTolerance) is >= 0 and var odd)
        {
            warn(string.Create(CultureInfo.InvariantCulture, $"{table.Path}: shares of votes do not sum to 1 (row {table.Lines[rows[odd]]}: {sums[odd]:0.######}); each row is divided by its sum."));
        }
        for (var i = 0; i < values.Length; i++) { values[i] /= sums[i / classes]; }
        return new TruthRows(values, counts);
    }

    /// <summary>Whether the values are counts, or whole shares.</summary>
    private static bool AreWhole(double[] values) => values.All(value => Math.Abs(value - Math.Round(value)) < WholeTolerance);

    private static double[]? CountsOf(PlainTable table, int[] rows, double[] values, double[] sums)
    {
        if (AreWhole(values) && sums.Any(sum => sum > 1)) { return sums; }
        var column = table.IndexOfFirst(KnownColumns.VoteCounts);
        if (column < 0) { return null; }
        var counts = rows.Select(row => double.TryParse(table.Rows[row][column], NumberStyles.Float, CultureInfo.InvariantCulture, out var count) ? count : double.NaN).ToArray();
        return counts.All(double.IsFinite) ? counts : null;
    }
}
