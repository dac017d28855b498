using System.Globalization;
using Hms.Data;

namespace Hms.Experiments.Ensembles.Files;

/// <summary>The truth of whole EEGs from a table of their label rows, as the competition's train.csv is one.</summary>
internal static class EegVotes
{
    private const double ShareTolerance = 1e-6;

    /// <summary>Makes one row of all rows of an EEG: their votes are summed, patient and fold kept where they are the same in all.</summary>
    /// <param name="table">The truth.</param>
    /// <param name="columns">Its columns of votes.</param>
    /// <param name="warn">Takes a sentence that says so.</param>
    /// <exception cref="HmsDataException">The votes are shares that differ, which cannot be summed, or rows of one EEG have two patients.</exception>
    public static PlainTable Summed(PlainTable table, ClassColumns columns, Action<string> warn)
    {
        var eeg = table.IndexOf(KnownColumns.Eeg);
        var truth = new PlainTable(table.Path, [.. columns.Columns.Select(c => table.Header[c])], [], []);
        var kept = new[] { table.IndexOfFirst(KnownColumns.Groups), table.IndexOfFirst(KnownColumns.Folds) }.Where(column => column >= 0).ToArray();
        var groups = Enumerable.Range(0, table.Rows.Count).GroupBy(row => RowKey.Normalised(table.Rows[row][eeg])).ToList();
        var counts = Enumerable.Range(0, table.Rows.Count).All(row => columns.Columns.All(c => table.Number(row, c) is var votes && votes >= 0 && votes == Math.Floor(votes)));
        var rows = groups.Select(group => (string[])[group.Key, .. Votes(table, columns, [.. group], counts), .. kept.Select(column => Same(table, [.. group], column))]).ToList();
        warn($"{table.Path} has several rows an EEG, the predictions one: {(counts ? "the votes of an EEG's rows are summed" : "the rows of an EEG all hold the same shares, and count once")} ({table.Rows.Count} rows, {rows.Count} EEGs).");
        return truth with { Header = [KnownColumns.Eeg, .. truth.Header, .. kept.Select(column => table.Header[column])], Rows = rows, Lines = [.. groups.Select(group => table.Lines[group.First()])] };
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

    /// <summary>What all rows hold; a fold that they do not share is none.</summary>
    private static string Same(PlainTable table, int[] rows, int column)
    {
        var first = table.Rows[rows[0]][column];
        var other = Array.FindIndex(rows, row => table.Rows[row][column] != first);
        if (other < 0) { return first; }
        return KnownColumns.Folds.Contains(table.Header[column], StringComparer.OrdinalIgnoreCase) ? ""
            : throw table.Error(rows[other], column, $"is {table.Rows[rows[other]][column]}, in row {table.Lines[rows[0]]} of the same EEG {first}; an EEG is of one patient.");
    }
}
