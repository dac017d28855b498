using System.Globalization;
using Hms.Data;

namespace Hms.Experiments.Ensembles.Files;

/// <summary>The votes of a table.</summary>
/// <param name="Distributions">[rows, classes]: each row divided by its sum.</param>
/// <param name="Counts">Votes of each row; null where the table holds shares and no column of counts.</param>
internal sealed record TruthRows(double[] Distributions, double[]? Counts)
{
    private const double WholeTolerance = 1e-9;

    /// <summary>Reads the votes of every row.</summary>
    public static TruthRows Read(PlainTable table, ClassColumns columns)
    {
        var classes = columns.Columns.Count;
        var values = new double[table.Rows.Count * classes];
        var sums = new double[table.Rows.Count];
        for (var row = 0; row < sums.Length; row++)
        {
            for (var c = 0; c < classes; c++)
            {
                var value = table.Number(row, columns.Columns[c]);
                if (!(value >= 0 && double.IsFinite(value))) { throw table.Error(row, columns.Columns[c], string.Create(CultureInfo.InvariantCulture, $"{value} is no count or share of votes; a finite number of at least 0 is needed.")); }
                values[row * classes + c] = value;
                sums[row] += value;
            }
            if (sums[row] == 0) { throw table.Error(row, -1, "all votes are 0; a row without votes has no truth. Take it out of all files, or out of this one and use --inner."); }
        }
        var counts = CountsOf(table, values, sums);
        for (var i = 0; i < values.Length; i++) { values[i] /= sums[i / classes]; }
        return new TruthRows(values, counts);
    }

    private static double[]? CountsOf(PlainTable table, double[] values, double[] sums)
    {
        var column = table.IndexOfFirst(KnownColumns.VoteCounts);
        if (column >= 0) { return [.. Enumerable.Range(0, table.Rows.Count).Select(row => table.Number(row, column))]; }
        var whole = values.All(value => Math.Abs(value - Math.Round(value)) < WholeTolerance);
        return whole && sums.Any(sum => sum > 1) ? sums : null;
    }
}
