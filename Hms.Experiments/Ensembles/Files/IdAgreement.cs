using Hms.Data;

namespace Hms.Experiments.Ensembles.Files;

/// <summary>Checks that tables which are joined row by row tell the same of each row: every id and the patient that two of them name must be equal.</summary>
/// <remarks>A key may be a number of rows, or an id that another program gave anew: joined by it, predictions would stand silently beside the truth of other rows.</remarks>
internal static class IdAgreement
{
    /// <summary>Columns that name a row, a recording or a patient; those of one line mean the same.</summary>
    private static readonly IReadOnlyList<string>[] Ids = [["label_id"], [KnownColumns.Eeg], [KnownColumns.EegPart], [KnownColumns.Spectrogram], [KnownColumns.SpectrogramPart], KnownColumns.Groups];

    /// <summary>Checks all tables.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="rows">Row of each table for each row of the ensemble.</param>
    /// <param name="key">Columns by which they were joined, as the message names them.</param>
    /// <exception cref="HmsDataException">Two tables contradict each other; the message names file, row and both values.</exception>
    public static void Require(IReadOnlyList<PlainTable> tables, IReadOnlyList<int[]> rows, string key)
    {
        foreach (var names in Ids)
        {
            var holders = Enumerable.Range(0, tables.Count).Where(i => tables[i].IndexOfFirst(names) >= 0).ToList();
            foreach (var other in holders.Skip(1)) { Require(tables[holders[0]], rows[holders[0]], tables[other], rows[other], names, key); }
        }
    }

    private static void Require(PlainTable first, int[] firstRows, PlainTable other, int[] otherRows, IReadOnlyList<string> names, string key)
    {
        var (a, b) = (first.IndexOfFirst(names), other.IndexOfFirst(names));
        for (var i = 0; i < otherRows.Length; i++)
        {
            var (expected, found) = (RowKey.Normalised(first.Rows[firstRows[i]][a]), RowKey.Normalised(other.Rows[otherRows[i]][b]));
            if (expected == found || expected.Length == 0 || found.Length == 0) { continue; }
            throw other.Error(otherRows[i], b, $"is {found}, but {first.Path} row {first.Lines[firstRows[i]]} has {first.Header[a]} {expected}; the two rows were joined by {key}, so they are not the same row or a file is wrong. "
                + "Give all files a common id of their rows (label_id, or eeg_id and eeg_sub_id), or put right the column.");
        }
    }
}
