using System.Text.RegularExpressions;
using Hms.Data;

namespace Hms.Experiments.Ensembles.Files;

/// <summary>The columns that identify the rows of several tables, by which they are joined.</summary>
/// <param name="Names">Names of the columns; none where each table is joined by its first column, whatever its name.</param>
internal sealed partial record RowKey(IReadOnlyList<string> Names)
{
    /// <summary>How reports name the key.</summary>
    public string Text => Names.Count == 0 ? "the first column" : string.Join(" + ", Names.Select(name => name.Length == 0 ? "the column without a name" : name));

    /// <summary>Whether rows are joined by their number in the file, or by a first column of which nothing is known.</summary>
    public bool IsRowNumber => Names.Count == 0 || Names is [var name] && KnownColumns.RowNumbers.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The columns' values of a row, one by one.</summary>
    public IReadOnlyList<string> ValuesOf(PlainTable table, int row) => [.. Columns(table).Select(column => Normalised(table.Rows[row][column]))];

    /// <summary>Finds the key that all tables have; among those of <see cref="KnownColumns.Keys"/> an EEG that has several rows is passed over for a finer one.</summary>
    /// <exception cref="HmsDataException">No column identifies the rows of all tables; or the one that should occurs twice or is empty, which names file and row.</exception>
    public static RowKey Find(IReadOnlyList<PlainTable> tables, Action<string> warn)
    {
        RowKey? repeated = null;
        foreach (var names in KnownColumns.Keys)
        {
            var key = new RowKey(names);
            if (!tables.All(table => key.IsIn(table))) { continue; }
            if (tables.All(table => key.Repetition(table) is null))
            {
                if (key.IsRowNumber && tables.Count > 1) { warn($"joined by row number ({key.Text}), as no id that tells the rows apart is common to all files: the figures are right only where row n is the same row in every file."); }
                return key;
            }
            repeated ??= key;
            if (names[0] is not (KnownColumns.Eeg or KnownColumns.Spectrogram)) { break; }
        }
        if (repeated is null && tables.All(table => table.Header[0].Equals(tables[0].Header[0], StringComparison.OrdinalIgnoreCase) && !ClassColumns.IsOfClass(table.Header[0])))
        {
            repeated = new RowKey([tables[0].Header[0]]);
        }
        if (repeated is null)
        {
            repeated = new RowKey([]);
            if (tables.Count > 1) { warn($"No id column is common to all files; joined by row number, or whatever the first column of each holds ({string.Join(", ", tables.Select(table => table.Header[0]).Distinct())}): the figures are right only where that is the same row in every file."); }
        }
        foreach (var table in tables) { repeated.Index(table); } // throws where rows repeat
        return repeated;
    }

    /// <summary>Row of each id of a table.</summary>
    /// <exception cref="HmsDataException">An id is empty or occurs twice.</exception>
    public Dictionary<string, int> Index(PlainTable table)
    {
        var index = new Dictionary<string, int>(table.Rows.Count);
        var columns = Columns(table);
        for (var row = 0; row < table.Rows.Count; row++)
        {
            foreach (var column in columns)
            {
                if (table.Rows[row][column].Length == 0) { throw table.Error(row, column, "is empty; every row needs its id."); }
            }
            if (index.TryAdd(Of(table, row, columns), row)) { continue; }
            var first = table.Lines[index[Of(table, row, columns)]];
            var next = Names is [KnownColumns.Eeg] ? " Where an EEG has several rows, all files need a column that tells them apart (label_id, or eeg_sub_id beside eeg_id); where the files have one row an EEG, sum its votes first." : " Every row needs an id of its own.";
            throw table.Error(row, columns[0], $"{Of(table, row, columns)} occurs twice, first in row {first}.{next}");
        }
        return index;
    }

    /// <summary>Whether a table has the columns, and not all empty.</summary>
    public bool IsIn(PlainTable table) => Names.All(name => table.IndexOf(name) is >= 0 and var column && table.Rows.Any(row => row[column].Length > 0));

    /// <summary>Key of a row as text.</summary>
    public string Of(PlainTable table, int row, int[] columns) => string.Join("/", columns.Select(column => Normalised(table.Rows[row][column])));

    /// <summary>Indices of the key's columns.</summary>
    public int[] Columns(PlainTable table) => Names.Count == 0 ? [0] : [.. Names.Select(table.IndexOf)];

    /// <summary>An id as text: 123.0, as ids come out of a table with gaps, is 123.</summary>
    public static string Normalised(string id) => id.EndsWith('0') && WholeAsDecimal().IsMatch(id) ? id[..id.IndexOf('.', StringComparison.Ordinal)] : id;

    private string? Repetition(PlainTable table)
    {
        var (seen, columns) = (new HashSet<string>(table.Rows.Count), Columns(table));
        for (var row = 0; row < table.Rows.Count; row++)
        {
            var id = Of(table, row, columns);
            if (!seen.Add(id)) { return id; }
        }
        return null;
    }

    [GeneratedRegex(@"^\d+\.0+$", RegexOptions.CultureInvariant)]
    private static partial Regex WholeAsDecimal();
}
