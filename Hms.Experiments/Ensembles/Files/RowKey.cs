using System.Globalization;
using System.Text.RegularExpressions;
using Hms.Data;

namespace Hms.Experiments.Ensembles.Files;

/// <summary>The columns that identify the rows of several tables, by which they are joined.</summary>
/// <param name="Names">Names of the columns; none where each table is joined by its first column, whatever its name.</param>
/// <param name="CountsRows">Whether the values are but 0, 1, 2, ... in every table: then they may say nothing of what a row is.</param>
internal sealed partial record RowKey(IReadOnlyList<string> Names, bool CountsRows = false)
{
    /// <summary>Ids that the competition gave: these are no numbers of rows, whatever their values.</summary>
    private static readonly string[] Given = ["label_id", KnownColumns.Eeg, KnownColumns.Spectrogram];

    /// <summary>How reports name the key.</summary>
    public string Text => Names.Count == 0 ? "the first column" : string.Join(" + ", Names.Select(name => name.Length == 0 ? "the column without a name" : name));

    /// <summary>Whether rows are joined by their number in the file, or by a first column of which nothing is known.</summary>
    public bool IsRowNumber => CountsRows || Names.Count == 0 || Names is [var name] && KnownColumns.RowNumbers.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The columns' values of a row, one by one.</summary>
    public IReadOnlyList<string> ValuesOf(PlainTable table, int row) => [.. Columns(table).Select(column => Normalised(table.Rows[row][column]))];

    /// <summary>The ids that all tables have and none twice, which are no numbers of rows: those that the most rows share, of equal ones the surest. Null where there are none.</summary>
    public static RowKey? Common(IReadOnlyList<PlainTable> tables)
    {
        (RowKey? Key, int Shared) best = (null, -1);
        foreach (var key in KnownColumns.Keys.Select(names => new RowKey(names)))
        {
            if (key.IsRowNumber || !tables.All(key.IsIn)) { continue; }
            var ids = tables.Select(key.Distinct).ToList();
            if (ids.Contains(null) || key.DoesCountRows(tables)) { continue; }
            var shared = ids[0]!.Count(id => ids.TrueForAll(other => other!.Contains(id)));
            if (shared > best.Shared) { best = (key, shared); }
        }
        return best.Key;
    }

    /// <summary>What is left where no ids are common: numbers of rows, or the first column.</summary>
    /// <exception cref="HmsDataException">The column that should identify rows occurs twice or is empty; names file and row.</exception>
    public static RowKey Fallback(IReadOnlyList<PlainTable> tables, Action<string> warn)
    {
        RowKey? repeated = null;
        foreach (var names in KnownColumns.Keys)
        {
            var key = new RowKey(names);
            if (!tables.All(key.IsIn)) { continue; }
            if (tables.All(table => key.Distinct(table) is not null))
            {
                key = key with { CountsRows = true };
                if (tables.Count > 1) { warn($"joined by row number ({key.Text}), as no id that tells the rows apart is common to all files: the figures are right only where row n is the same row in every file."); }
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
            if (tables.Count > 1) { warn($"No id column is common to all files; joined by row number, or whatever the first column of each holds ({string.Join(", ", tables.Select(table => table.Header[0]).Distinct())}): the figures are right only where that is the same row in every file. Better give all files a column label_id or eeg_id."); }
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

    /// <summary>An id as text: 123.0, as ids come out of a table with gaps, is 123, and so is 1.23e+02.</summary>
    public static string Normalised(string id)
    {
        if (id.EndsWith('0') && WholeAsDecimal().IsMatch(id)) { return id[..id.IndexOf('.', StringComparison.Ordinal)]; }
        return Scientific().IsMatch(id) && decimal.TryParse(id, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number)
            ? decimal.Truncate(number).ToString("F0", CultureInfo.InvariantCulture) : id;
    }

    /// <summary>The ids of a table; null where one occurs twice.</summary>
    public HashSet<string>? Distinct(PlainTable table)
    {
        var (seen, columns) = (new HashSet<string>(table.Rows.Count), Columns(table));
        for (var row = 0; row < table.Rows.Count; row++)
        {
            if (!seen.Add(Of(table, row, columns))) { return null; }
        }
        return seen;
    }

    private bool DoesCountRows(IReadOnlyList<PlainTable> tables) => Names is [var name] && !Given.Contains(name) && tables.All(table =>
    {
        var column = table.IndexOf(name);
        var numbers = table.Rows.Select(row => int.TryParse(Normalised(row[column]), out var number) ? number : -1).ToList();
        return numbers.Min() is 0 or 1 && numbers.Max() == numbers.Count - 1 + numbers.Min(); // none is there twice
    });

    [GeneratedRegex(@"^\d+\.0+$", RegexOptions.CultureInvariant)]
    private static partial Regex WholeAsDecimal();

    [GeneratedRegex(@"^\d(\.\d+)?[eE]\+?\d{1,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Scientific();
}
