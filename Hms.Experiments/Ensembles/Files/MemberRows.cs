using System.Globalization;

namespace Hms.Experiments.Ensembles.Files;

/// <summary>The probabilities of a table of predictions.</summary>
internal static class MemberRows
{
    /// <summary>Sums that lie further from 1 are told of: rounding to three digits makes such.</summary>
    private const double UsualTolerance = 1e-3;

    /// <summary>Reads rows.</summary>
    /// <param name="table">The file.</param>
    /// <param name="columns">Its columns of predictions.</param>
    /// <param name="rows">The rows to read.</param>
    /// <param name="sums">What to do where sums are not 1.</param>
    /// <param name="warn">Takes a sentence where sums are not quite 1.</param>
    /// <returns>Probabilities, [rows, classes] row-major.</returns>
    public static double[] Read(PlainTable table, ClassColumns columns, int[] rows, RowSums sums, Action<string> warn)
    {
        var classes = columns.Columns.Count;
        var values = new double[rows.Length * classes];
        var (unusual, firstUnusual, firstSum) = (0, -1, 0.0);
        for (var i = 0; i < rows.Length; i++)
        {
            var (row, sum) = (rows[i], 0.0);
            for (var c = 0; c < classes; c++)
            {
                var value = table.Rows[row][columns.Columns[c]].Length == 0 ? double.NaN : table.Number(row, columns.Columns[c]);
                if (double.IsNaN(value)) { throw table.Error(row, columns.Columns[c], "is NaN or empty; a probability is needed. Leave the row out of this file and use --inner, or predict it."); }
                if (value < 0) { throw table.Error(row, columns.Columns[c], string.Create(CultureInfo.InvariantCulture, $"{value} is negative; a probability is needed. If these are logits, take their softmax first.")); }
                values[i * classes + c] = value;
                sum += value;
            }
            if (sums == RowSums.DivideBySum) { Divide(table, row, values.AsSpan(i * classes, classes), sum); }
            else if (!(Math.Abs(sum - 1) <= EnsembleData.SumTolerance))
            {
                var hint = sum > 1.5 ? " These may be votes: name the columns of the predictions, for example seizure_prob, or give --renormalize to divide each row by its sum." : " Give --renormalize to divide each row by its sum if that is meant.";
                throw table.Error(row, -1, string.Create(CultureInfo.InvariantCulture, $"the probabilities sum to {sum:0.######}; 1 within {EnsembleData.SumTolerance} is needed.{hint}"));
            }
            if (Math.Abs(sum - 1) > UsualTolerance && unusual++ == 0) { (firstUnusual, firstSum) = (row, sum); }
        }
        if (unusual > 0) { warn(string.Create(CultureInfo.InvariantCulture, $"{table.Path}: the probabilities of {unusual} of {rows.Length} rows do not sum to 1 within {UsualTolerance} (row {table.Lines[firstUnusual]}: {firstSum:0.######}); they are {(sums == RowSums.DivideBySum ? "divided by their sums" : "taken as they are")}.")); }
        return values;
    }

    private static void Divide(PlainTable table, int row, Span<double> values, double sum)
    {
        if (!(sum > 0 && double.IsFinite(sum))) { throw table.Error(row, -1, string.Create(CultureInfo.InvariantCulture, $"the probabilities sum to {sum}, by which they cannot be divided.")); }
        foreach (ref var value in values) { value /= sum; }
    }
}
