using System.Globalization;

namespace Hms.Experiments.Ensembles.Files;

/// <summary>Patient and fold of each row, as far as the files tell.</summary>
/// <param name="Groups">Patient of each row as text; null: unknown.</param>
/// <param name="Folds">Fold of each row as text; null: unknown.</param>
internal sealed record GroupColumns(string[]? Groups, string[]? Folds)
{
    /// <summary>Takes what the columns of a table say.</summary>
    /// <param name="table">A table that is joined row by row.</param>
    /// <param name="rows">Row of the table for each row of the ensemble.</param>
    public static GroupColumns Of(PlainTable table, int[] rows) => new(Texts(table, rows, KnownColumns.Groups), Texts(table, rows, KnownColumns.Folds));

    /// <summary>This, with what is unknown here taken from another.</summary>
    public GroupColumns Or(GroupColumns other) => new(Groups ?? other.Groups, Folds ?? other.Folds);

    /// <summary>Numbers for texts: whole numbers are themselves, others are numbered in their order.</summary>
    public static long[] Numbers(string[] texts)
    {
        if (texts.All(text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))) { return [.. texts.Select(text => long.Parse(text, CultureInfo.InvariantCulture))]; }
        var number = texts.Distinct().Order(StringComparer.Ordinal).Select((text, i) => (text, i)).ToDictionary(pair => pair.text, pair => (long)pair.i);
        return [.. texts.Select(text => number[text])];
    }

    /// <summary>Whether two columns of folds part the rows alike, whatever they call the parts.</summary>
    public static bool SameParts(string[] a, string[] b)
    {
        var pairs = a.Zip(b).Distinct().Count();
        return pairs == a.Distinct().Count() && pairs == b.Distinct().Count();
    }

    private static string[]? Texts(PlainTable table, int[] rows, IReadOnlyList<string> names)
    {
        var column = table.IndexOfFirst(names);
        if (column < 0 || rows.All(row => table.Rows[row][column].Length == 0)) { return null; }
        return [.. rows.Select(row => table.Rows[row][column].Length > 0 ? RowKey.Normalised(table.Rows[row][column]) : throw table.Error(row, column, "is empty; every row needs one where the column is there."))];
    }
}
