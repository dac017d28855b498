using System.Globalization;
using Hms.Data;

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

    /// <summary>Takes what a file of groups says; its rows are found by the ensemble's own key, or by the EEG.</summary>
    /// <param name="table">The file.</param>
    /// <param name="key">Key of the ensemble.</param>
    /// <param name="ids">Id of each row of the ensemble.</param>
    /// <param name="eegs">EEG of each row of the ensemble; null where unknown.</param>
    public static GroupColumns OfFile(PlainTable table, RowKey key, IReadOnlyList<string> ids, string[]? eegs)
    {
        if (table.IndexOfFirst([.. KnownColumns.Groups, .. KnownColumns.Folds]) < 0)
        {
            throw new HmsDataException(table.Path, 1, null, $"has neither a column of patients ({string.Join(", ", KnownColumns.Groups)}) nor one of folds ({string.Join(", ", KnownColumns.Folds)}).");
        }
        var byKey = key.Names.Count > 0 && key.IsIn(table);
        var byEeg = !byKey && eegs is not null && table.IndexOf(KnownColumns.Eeg) >= 0;
        if (!byKey && !byEeg && key.Names.Count > 0) { throw new HmsDataException(table.Path, 1, null, $"has no column {key.Text}, by which the other files are joined{(eegs is null ? "" : ", nor eeg_id")}; add it."); }
        int[] columns = byEeg ? [table.IndexOf(KnownColumns.Eeg)] : key.Columns(table);
        var rowOf = Index(table, key, columns);
        var wanted = byEeg ? eegs! : ids;
        var rows = new int[wanted.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            if (!rowOf.TryGetValue(wanted[i], out rows[i])) { throw new HmsDataException(table.Path, $"says nothing of {string.Join(" + ", columns.Select(c => table.Header[c]))} {wanted[i]}; every row of the predictions needs its patient or fold."); }
        }
        return Of(table, rows);
    }

    private static Dictionary<string, int> Index(PlainTable table, RowKey key, int[] columns)
    {
        int[] told = [table.IndexOfFirst(KnownColumns.Groups), table.IndexOfFirst(KnownColumns.Folds)];
        var rowOf = new Dictionary<string, int>(table.Rows.Count);
        for (var row = 0; row < table.Rows.Count; row++)
        {
            var id = key.Of(table, row, columns);
            if (rowOf.TryAdd(id, row)) { continue; }
            foreach (var column in told)
            {
                if (column < 0 || table.Rows[row][column] == table.Rows[rowOf[id]][column]) { continue; }
                throw table.Error(row, column, $"{id} has \"{table.Rows[row][column]}\" here and \"{table.Rows[rowOf[id]][column]}\" in row {table.Lines[rowOf[id]]}; it needs one.");
            }
        }
        return rowOf;
    }

    /// <summary>This, with what is unknown here taken from another.</summary>
    public GroupColumns Or(GroupColumns other) => new(Groups ?? other.Groups, Folds ?? other.Folds);

    /// <summary>Numbers for texts: whole numbers are themselves, others are numbered in their order.</summary>
    public static long[] Numbers(string[] texts)
    {
        if (texts.All(text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))) { return [.. texts.Select(text => long.Parse(text, CultureInfo.InvariantCulture))]; }
        var number = texts.Distinct().Order(StringComparer.Ordinal).Select((text, i) => (text, i)).ToDictionary(pair => pair.text, pair => (long)pair.i);
        return [.. texts.Select(text => number[text])];
    }

    private static string[]? Texts(PlainTable table, int[] rows, IReadOnlyList<string> names)
    {
        var column = table.IndexOfFirst(names);
        if (column < 0 || rows.All(row => table.Rows[row][column].Length == 0)) { return null; }
        return [.. rows.Select(row => table.Rows[row][column].Length > 0 ? RowKey.Normalised(table.Rows[row][column]) : throw table.Error(row, column, "is empty; every row needs one where the column is there."))];
    }
}
