using System.Globalization;
using Hms.Data;

namespace Hms.Experiments.Ensembles.Files;

/// <summary>The truth of whole EEGs from a table of their label rows, as the competition's train.csv is one.</summary>
internal static class EegVotes
{
    private const double ShareTolerance = 1e-6;

    /// <summary>Whether the truth has several rows an EEG and each of the predictions one.</summary>
    public static bool AreSeveral(PlainTable truth, IReadOnlyList<PlainTable> predictions)
    {
        var eeg = new RowKey([KnownColumns.Eeg]);
        return eeg.IsIn(truth) && eeg.Distinct(truth) is null && predictions.All(table => eeg.IsIn(table) && eeg.Distinct(table) is not null);
    }

    /// <summary>Makes one row of all rows of an EEG: their votes are summed; the patient is kept, and the fold where all rows of each EEG have one.</summary>
    /// <param name="table">The truth.</param>
    /// <param name="columns">Its columns of votes.</param>
    /// <param name="warn">Takes a sentence that says so.</param>
    /// <exception cref="HmsDataException">The votes are shares that differ, which cannot be summed, or rows of one EEG have two patients.</exception>
    public static PlainTable Summed(PlainTable table, ClassColumns columns, Action<string> warn)
    {
        var eeg = table.IndexOf(KnownColumns.Eeg);
        var eegs = Enumerable.Range(0, table.Rows.Count).GroupBy(row => RowKey.Normalised(table.Rows[row][eeg]), (id, rows) => (Id: id, Rows: rows.ToArray())).ToList();
        var counts = table.Rows.Select((_, row) => row).All(row => columns.Columns.All(c => table.Number(row, c) is >= 0 and var votes && votes == Math.Floor(votes)));
        var kept = new List<int>();
        if (table.IndexOfFirst(KnownColumns.Groups) is >= 0 and var patient)
        {
            foreach (var (_, rows) in eegs) { RequireOnePatient(table, rows, patient); }
            kept.Add(patient);
        }
        if (table.IndexOfFirst(KnownColumns.Folds) is >= 0 and var fold && eegs.TrueForAll(x => OtherThanFirst(table, x.Rows, fold) < 0)) { kept.Add(fold); }
        warn($"{table.Path} has several rows an EEG, the predictions one: {(counts ? "the votes of an EEG's rows are summed" : "the rows of an EEG all hold the same shares, and count once")} ({table.Rows.Count} rows, {eegs.Count} EEGs).");
        return new PlainTable(
            table.Path, [KnownColumns.Eeg, .. columns.Columns.Concat(kept).Select(column => table.Header[column])],
            [.. eegs.Select(x => (string[])[x.Id, .. Votes(table, columns, x.Rows, counts), .. kept.Select(column => table.Rows[x.Rows[0]][column])])],
            [.. eegs.Select(x => table.Lines[x.Rows[0]])]);
    }

    private static IEnumerable<string> Votes(PlainTable table, ClassColumns columns, int[] rows, bool counts)
    {
        foreach (var column in columns.Columns)
        {
            var values = rows.Select(row => table.Number(row, column)).ToList();
            var differs = counts ? -1 : values.FindIndex(value => Math.Abs(value - values[0]) > ShareTolerance);
            if (differs >= 0) { throw table.Error(rows[differs], column, $"is a share of votes other than in row {table.Lines[rows[0]]} of the same EEG. The predictions have one row an EEG; shares cannot be summed. Give counts of votes, or one row an EEG."); }
            yield return (counts ? values.Sum() : values[0]).ToString("R", CultureInfo.InvariantCulture);
        }
    }

    private static void RequireOnePatient(PlainTable table, int[] rows, int column)
    {
        if (OtherThanFirst(table, rows, column) is >= 0 and var other)
        {
            throw table.Error(other, column, $"is {table.Rows[other][column]}, in row {table.Lines[rows[0]]} of the same EEG {table.Rows[rows[0]][column]}; an EEG is of one patient.");
        }
    }

    /// <summary>The first row that holds something else than the first of all; -1 where there is none.</summary>
    private static int OtherThanFirst(PlainTable table, int[] rows, int column) => rows.FirstOrDefault(row => table.Rows[row][column] != table.Rows[rows[0]][column], -1);
}
