using Hms.Data;

namespace Hms.Experiments.Ensembles.Files;

/// <summary>Checks that tables which are joined row by row tell the same of each row: every id and the patient that two of them name must be equal.</summary>
/// <remarks>A key may be a number of rows, or an id that another program gave anew: joined by it, predictions would stand silently beside the truth of other rows.</remarks>
internal static class IdAgreement
{
    /// <summary>Columns that name a row, a recording or a patient; those of one line mean the same.</summary>
    private static readonly IReadOnlyList<string>[] Ids = [["label_id"], [KnownColumns.Eeg], [KnownColumns.EegPart], [KnownColumns.Spectrogram], [KnownColumns.SpectrogramPart], KnownColumns.Groups];

    /// <summary>Which of several rows of an EEG a row is: of no account where there is but one row an EEG.</summary>
    private static readonly string[] WithinEeg = ["label_id", KnownColumns.EegPart, KnownColumns.SpectrogramPart];

    /// <summary>Checks all tables.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="rows">Row of each table for each row of the ensemble.</param>
    /// <param name="key">Columns by which they were joined.</param>
    /// <param name="warn">Takes what differs and is left aside, as a sentence.</param>
    /// <exception cref="HmsDataException">Two tables contradict each other; the message names file, row and both values.</exception>
    public static void Require(IReadOnlyList<PlainTable> tables, IReadOnlyList<int[]> rows, RowKey key, Action<string> warn)
    {
        foreach (var names in Ids)
        {
            var holders = Enumerable.Range(0, tables.Count).Where(i => tables[i].IndexOfFirst(names) >= 0).ToList();
            foreach (var other in holders.Skip(1))
            {
                if (Contradiction(tables[holders[0]], rows[holders[0]], tables[other], rows[other], names, key) is not { } error) { continue; }
                if (!(key.Names is [KnownColumns.Eeg] && WithinEeg.Contains(names[0]))) { throw error; }
                warn($"{tables[holders[0]].Path} and {tables[other].Path} name other rows of an EEG ({names[0]}); joined by eeg_id, of which each has one row, that is left aside.");
            }
        }
    }

    private static HmsDataException? Contradiction(PlainTable first, int[] firstRows, PlainTable other, int[] otherRows, IReadOnlyList<string> names, RowKey key)
    {
        var (a, b) = (first.IndexOfFirst(names), other.IndexOfFirst(names));
        string[] expected = [.. firstRows.Select(row => RowKey.Normalised(first.Rows[row][a]))], found = [.. otherRows.Select(row => RowKey.Normalised(other.Rows[row][b]))];
        var i = Array.FindIndex(expected.Zip(found).ToArray(), pair => pair.First != pair.Second && pair.First.Length > 0 && pair.Second.Length > 0);
        if (i < 0 || (names == KnownColumns.Groups && IsOtherCode(expected, found))) { return null; }
        return other.Error(otherRows[i], b, $"is {found[i]}, but {first.Path} row {first.Lines[firstRows[i]]} has {first.Header[a]} {expected[i]}; the two rows were joined by {key.Text}, so they are not the same row or a file is wrong. "
            + $"Give all files a common id of their rows (label_id, or eeg_id and eeg_sub_id), or put right the column; where {other.Header[b]} means something else there, drop or rename it.");
    }

    /// <summary>Whether patients go by other names, as a program that numbers them gives: no name is the same, and the parts are.</summary>
    private static bool IsOtherCode(string[] a, string[] b) => !a.Intersect(b).Any() && GroupColumns.SameParts(a, b);
}
