using System.Globalization;

namespace Hms.Experiments.Ensembles.Files;

/// <summary>The probabilities of a table of predictions.</summary>
internal static class MemberRows
{
    /// <summary>Reads every row.</summary>
    /// <returns>Probabilities, [rows, classes] row-major.</returns>
    public static double[] Read(PlainTable table, ClassColumns columns)
    {
        var classes = columns.Columns.Count;
        var values = new double[table.Rows.Count * classes];
        for (var row = 0; row < table.Rows.Count; row++)
        {
            var sum = 0.0;
            for (var c = 0; c < classes; c++)
            {
                var value = table.Number(row, columns.Columns[c]);
                if (double.IsNaN(value)) { throw table.Error(row, columns.Columns[c], "is NaN; a probability is needed. Leave the row out of this file and use --inner, or predict it."); }
                if (value < 0) { throw table.Error(row, columns.Columns[c], string.Create(CultureInfo.InvariantCulture, $"{value} is negative; a probability is needed. If these are logits, take their softmax first.")); }
                values[row * classes + c] = value;
                sum += value;
            }
            if (!(Math.Abs(sum - 1) <= EnsembleData.SumTolerance))
            {
                var hint = sum > 1.5 ? " These may be votes: divide each row by its sum, or name the columns of the predictions, for example seizure_prob." : " Divide each row by its sum if that is meant.";
                throw table.Error(row, -1, string.Create(CultureInfo.InvariantCulture, $"the probabilities sum to {sum:0.######}; 1 within {EnsembleData.SumTolerance} is needed.{hint}"));
            }
        }
        return values;
    }
}
