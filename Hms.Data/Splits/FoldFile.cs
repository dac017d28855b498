using System.Globalization;
using System.Text;
using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Schemas;

namespace Hms.Data.Splits;

/// <summary>Reads and writes fold files: a CSV of eeg_id and fold (data-schemas/folds.schema.json).</summary>
public static class FoldFile
{
    /// <summary>Reads a fold file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="knownEegs">Ids of the EEGs of the data set; null to take any.</param>
    /// <returns>Fold of each EEG: 0 to the number of folds - 1, every fold with an EEG, 2 folds or more.</returns>
    /// <exception cref="HmsDataException">A column is missing or unknown, a value is none, an EEG is unknown or has two folds, fold numbers leave one out; the message names the row.</exception>
    public static IReadOnlyDictionary<long, int> Read(string path, IReadOnlySet<long>? knownEegs = null) => Read(path, knownEegs, error => throw error);

    /// <summary>Takes each row's fold from a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="knownEegs">Ids of the EEGs of the data set, which may be more than those of the rows; null for those of the rows.</param>
    /// <returns>Fold of each row.</returns>
    /// <exception cref="HmsDataException">As <see cref="Read(string, IReadOnlySet{long}?)"/>, or an EEG of the rows has no fold, or a fold has none of the rows.</exception>
    public static int[] Assign(string path, IReadOnlyList<RecordingRow> rows, IReadOnlySet<long>? knownEegs = null)
    {
        var foldOf = Read(path, knownEegs ?? rows.Select(row => row.EegId).ToHashSet());
        var missing = rows.Select(row => row.EegId).Where(id => !foldOf.ContainsKey(id)).Distinct().ToList();
        if (missing.Count > 0) { throw new HmsDataException(path, $"gives no fold to {missing.Count} of the EEGs in use (first: {missing[0]}); add a row for each."); }
        int[] folds = [.. rows.Select(row => foldOf[row.EegId])];
        var empty = foldOf.Values.Except(folds).Order().ToList();
        if (empty.Count > 0) { throw new HmsDataException(path, $"fold {empty[0]} holds none of the {rows.Count} rows in use (they may have too few votes or be too short); move EEGs to it or number the folds anew."); }
        return folds;
    }

    /// <summary>Writes a fold file, whole or not at all: eeg_id, patient_id and fold, one line an EEG in the order of the rows.</summary>
    /// <param name="path">Target; an existing file is replaced.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="folds">Fold of each; rows of one EEG have one.</param>
    public static void Write(string path, IReadOnlyList<RecordingRow> rows, IReadOnlyList<int> folds)
    {
        var bytes = Format(rows, folds);
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    /// <summary>The bytes of <see cref="Write"/>.</summary>
    internal static byte[] Format(IReadOnlyList<RecordingRow> rows, IReadOnlyList<int> folds)
    {
        var text = new StringBuilder("eeg_id,patient_id,fold\n");
        var written = new HashSet<long>();
        for (var i = 0; i < rows.Count; i++)
        {
            if (written.Add(rows[i].EegId)) { text.Append(CultureInfo.InvariantCulture, $"{rows[i].EegId},{rows[i].PatientId},{folds[i]}\n"); }
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>As the public one, but hands every problem on, and leaves out what has one.</summary>
    internal static Dictionary<long, int> Read(string path, IReadOnlySet<long>? knownEegs, Action<HmsDataException> report)
    {
        using var table = CsvTable.Open(path, TableSchema.Folds);
        var foldOf = new Dictionary<long, int>();
        var lines = new Dictionary<long, int>();
        while (CsvRows.Next(table, report))
        {
            CsvRows.Try(table, report, () =>
            {
                var (id, fold) = (table.Id("eeg_id"), table.WholeNumber("fold"));
                if (knownEegs?.Contains(id) == false) { throw table.Error("eeg_id", $"{id} is no EEG of the data set; take the row out."); }
                if (lines.TryAdd(id, table.Row)) { foldOf[id] = fold; }
                else if (foldOf[id] != fold) { throw table.Error("fold", $"EEG {id} has fold {foldOf[id]} in row {lines[id]} and fold {fold} here; an EEG has one."); }
            });
        }
        if (foldOf.Count == 0) { report(new HmsDataException(path, "has no row that gives an EEG its fold.")); }
        else { RequireNumbers(path, foldOf, report); }
        return foldOf;
    }

    private static void RequireNumbers(string path, Dictionary<long, int> foldOf, Action<HmsDataException> report)
    {
        var numbers = foldOf.Values.ToHashSet();
        var largest = numbers.Max();
        if (numbers.Count <= largest)
        {
            var absent = Enumerable.Range(0, largest).First(fold => !numbers.Contains(fold));
            report(new HmsDataException(path, $"has fold {largest}, but no EEG in fold {absent}; number the folds from 0 without gaps."));
        }
        else if (largest == 0) { report(new HmsDataException(path, "has one fold; two or more are needed.")); }
    }
}
