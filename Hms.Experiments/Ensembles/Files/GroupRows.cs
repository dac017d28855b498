using Hms.Data;

namespace Hms.Experiments.Ensembles.Files;

/// <summary>Rows of a file of patients or folds, found by the ensemble's own key, or by the EEG.</summary>
/// <param name="Table">The file, without the ids that a row of it tells of one of several rows only.</param>
/// <param name="Rows">Row of it for each row of the ensemble.</param>
/// <param name="Key">Columns by which they were found.</param>
internal sealed record GroupRows(PlainTable Table, int[] Rows, RowKey Key)
{
    /// <summary>Finds the rows.</summary>
    /// <param name="table">The file.</param>
    /// <param name="key">Key of the ensemble.</param>
    /// <param name="ids">Id of each row of the ensemble.</param>
    /// <param name="eegs">EEG of each row of the ensemble; null where unknown. It goes before a key that is a row's number.</param>
    /// <param name="warn">Takes a sentence where rows are found by their number.</param>
    /// <exception cref="HmsDataException">A column or a row is missing, or a row has two patients.</exception>
    public static GroupRows Find(PlainTable table, RowKey key, IReadOnlyList<string> ids, string[]? eegs, Action<string> warn)
    {
        if (table.IndexOfFirst([.. KnownColumns.Groups, .. KnownColumns.Folds]) < 0)
        {
            throw new HmsDataException(table.Path, 1, null, $"has neither a column of patients ({string.Join(", ", KnownColumns.Groups)}) nor one of folds ({string.Join(", ", KnownColumns.Folds)}).");
        }
        var hasKey = key.Names.Count == 0 || key.IsIn(table);
        var byEeg = eegs is not null && table.IndexOf(KnownColumns.Eeg) >= 0 && (!hasKey || key.IsRowNumber);
        if (!hasKey && !byEeg) { throw new HmsDataException(table.Path, 1, null, $"has no column {key.Text}, by which the other files are joined{(eegs is null ? "" : ", nor eeg_id")}; add it."); }
        if (key.IsRowNumber && !byEeg) { warn($"{table.Path}: joined by row number ({key.Text})."); }
        int[] columns = byEeg ? [table.IndexOf(KnownColumns.Eeg)] : key.Columns(table);
        var names = byEeg ? new RowKey([KnownColumns.Eeg]) : key;
        var rowOf = Index(table, key, columns);
        var wanted = byEeg ? eegs! : ids;
        var rows = new int[wanted.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            if (!rowOf.TryGetValue(wanted[i], out rows[i])) { throw new HmsDataException(table.Path, $"says nothing of {names.Text} {wanted[i]}; every row of the predictions needs its patient or fold."); }
        }
        return new GroupRows(byEeg || rowOf.Count < table.Rows.Count ? OfSeveralRows(table) : table, rows, names);
    }

    /// <summary>The table where a row of it stands for several: only what it says of the patient and the EEG holds for all of them.</summary>
    private static PlainTable OfSeveralRows(PlainTable table) =>
        table with { Header = [.. table.Header.Select(name => KnownColumns.Groups.Contains(name, StringComparer.OrdinalIgnoreCase) || name.Equals(KnownColumns.Eeg, StringComparison.OrdinalIgnoreCase) ? name : $"({name})")] };

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
}
