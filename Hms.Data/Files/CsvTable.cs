using System.Globalization;
using CsvHelper;
using Hms.Data.Schemas;

namespace Hms.Data.Files;

/// <summary>A CSV file read row by row; what its schema says of the columns holds, and every error names file, row, column and value.</summary>
internal sealed class CsvTable : IDisposable
{
    private static readonly CsvReaderOptions Options = new()
    {
        HasHeader = false,
        Separator = ',',
        TrimWhitespace = true,
        SkipEmptyLines = true,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        MaxRecordSize = 1 << 20,
    };

    private readonly string _path;
    private readonly TableSchema _schema;
    private readonly CsvReader _reader;
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly int _width;

    private CsvTable(string path, TableSchema schema)
    {
        (_path, _schema) = (path, schema);
        _reader = OpenReader(path);
        try
        {
            var header = ReadHeader();
            _width = header.Length;
            CheckHeader(header);
        }
        catch
        {
            _reader.Dispose();
            throw;
        }
    }

    /// <summary>False behind a place that is no CSV: no later row can be told apart.</summary>
    public bool IsReadable { get; private set; } = true;

    /// <summary>Line of the current row; the header is row 1.</summary>
    public int Row => (int)_reader.LineNumber;

    /// <summary>Opens a table that must have the columns of a schema, in any order.</summary>
    public static CsvTable Open(string path, TableSchema schema) => new(path, schema);

    /// <summary>Moves to the next row that is not blank; false at the end.</summary>
    public bool Read()
    {
        if (!ReadRecord()) { return false; }
        if (_reader.FieldCount != _width) { throw new HmsDataException(_path, Row, null, $"{_reader.FieldCount} values where the header names {_width} columns."); }
        return true;
    }

    /// <summary>Whether the table has an optional column.</summary>
    public bool Has(string column) => _indexes.ContainsKey(column);

    public string Text(string column) => _reader.GetString(_indexes[column]);

    public long Id(string column) => OptionalId(column) ?? throw Empty(column);

    public int WholeNumber(string column) => checked((int)(OptionalId(column) ?? throw Empty(column)));

    /// <summary>A whole number; null where the cell is empty and the schema allows it.</summary>
    public long? OptionalId(string column)
    {
        var (text, declared) = (Text(column), _schema.Find(column)!);
        if (text.Length == 0 && (declared.Nullable || declared.IsId)) { return declared.Nullable ? null : throw Empty(column); }
        if (!long.TryParse(text, declared.IsId ? NumberStyles.None : NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            throw Error(column, declared.IsId ? $"\"{text}\" is no id; a whole number, 0 or above, is needed." : $"\"{text}\" is no whole number.");
        }
        RequireWithin(declared, value);
        return value;
    }

    public double Number(string column)
    {
        var text = Text(column);
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value)) { throw Error(column, $"\"{text}\" is no finite number."); }
        RequireWithin(_schema.Find(column)!, value);
        return value;
    }

    /// <summary>What is wrong with the cells of the current row, each held against its column's type and limits.</summary>
    public IEnumerable<HmsDataException> Problems()
    {
        foreach (var column in _schema.Columns.Where(column => Has(column.Name)))
        {
            HmsDataException? problem = null;
            try
            {
                if (column.Type == ColumnType.Integer) { OptionalId(column.Name); }
                else if (column.Type == ColumnType.Number) { Number(column.Name); }
            }
            catch (HmsDataException error) { problem = error; }
            if (problem is not null) { yield return problem; }
        }
    }

    public HmsDataException Error(string? column, string problem) => new(_path, Row, column, problem);

    public void Dispose() => _reader.Dispose();

    private static CsvReader OpenReader(string path)
    {
        try
        {
            return CsvReader.Create(new StreamReader(path), Options, leaveOpen: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HmsDataException(path, $"cannot be opened: {error.Message}", error);
        }
    }

    private string[] ReadHeader()
    {
        if (!ReadRecord()) { throw new HmsDataException(_path, "is empty; a header row is needed."); }
        return [.. Enumerable.Range(0, _reader.FieldCount).Select(_reader.GetString)];
    }

    private bool ReadRecord()
    {
        try
        {
            return _reader.Read();
        }
        catch (CsvFormatException error)
        {
            IsReadable = false;
            throw new HmsDataException(_path, (int)error.LineNumber, null, "is no valid CSV; look for a stray quotation mark.");
        }
    }

    private HmsDataException Empty(string column) => Error(column, "is empty; an id (a whole number, 0 or above) is needed.");

    private void RequireWithin(TableColumn column, double value)
    {
        // Whole numbers beyond 2^53 are rounded here; only limits near 2^63 would notice, and those no 64-bit number exceeds.
        if (column.Minimum is { } minimum && value < (double)minimum)
        {
            throw Error(column.Name, minimum == 0 ? $"{Show(value)} is negative; 0 or above is needed." : $"{Show(value)} is below {Show((double)minimum)}, the smallest value allowed.");
        }
        if (column.Maximum is { } maximum && value > (double)maximum) { throw Error(column.Name, $"{Show(value)} is above {Show((double)maximum)}, the largest value allowed."); }
    }

    private static string Show(double value) => value.ToString(CultureInfo.InvariantCulture);

    private void CheckHeader(string[] header)
    {
        var columns = _schema.RequiredNames;
        for (var i = 0; i < header.Length; i++)
        {
            if (!_indexes.TryAdd(header[i], i)) { throw new HmsDataException(_path, 1, header[i], "occurs twice in the header."); }
        }
        var missing = columns.Where(name => !_indexes.ContainsKey(name)).ToList();
        var unknown = _schema.AllowsOthers ? [] : header.Where(name => _schema.Find(name) is null).ToList();
        if (missing.Count == 0 && unknown.Count == 0) { return; }
        var problem = (missing.Count, unknown.Count) switch
        {
            (> 0, > 0) => $"misses {List(missing)} and has the unknown {List(unknown)}",
            (> 0, _) => $"misses {List(missing)}",
            _ => $"has the unknown {List(unknown)}",
        };
        throw new HmsDataException(_path, 1, null, $"the header {problem}; expected {string.Join(",", columns)}.");
    }

    private static string List(List<string> names) => $"column{(names.Count == 1 ? "" : "s")} {string.Join(", ", names)}";
}
