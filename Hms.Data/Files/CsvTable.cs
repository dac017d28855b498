using System.Globalization;
using CsvHelper;

namespace Hms.Data.Files;

/// <summary>A CSV file read row by row with checked columns; every error names file, row, column and value.</summary>
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
    private readonly CsvReader _reader;
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly int _width;

    private CsvTable(string path, IReadOnlyList<string> columns)
    {
        _path = path;
        _reader = OpenReader(path);
        try
        {
            var header = ReadHeader();
            _width = header.Length;
            CheckHeader(header, columns);
        }
        catch
        {
            _reader.Dispose();
            throw;
        }
    }

    /// <summary>Line of the current row; the header is row 1.</summary>
    public int Row => (int)_reader.LineNumber;

    /// <summary>Opens a table that must have exactly these columns, in any order.</summary>
    public static CsvTable Open(string path, IReadOnlyList<string> columns) => new(path, columns);

    /// <summary>Moves to the next row that is not blank; false at the end.</summary>
    public bool Read()
    {
        if (!ReadRecord()) { return false; }
        if (_reader.FieldCount != _width) { throw new HmsDataException(_path, Row, null, $"{_reader.FieldCount} values where the header names {_width} columns."); }
        return true;
    }

    public string Text(string column) => _reader.GetString(_indexes[column]);

    public long Id(string column) => OptionalId(column) ?? throw Error(column, "is empty; an id (a whole number, 0 or above) is needed.");

    public long? OptionalId(string column)
    {
        var text = Text(column);
        if (text.Length == 0) { return null; }
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw Error(column, $"\"{text}\" is no id; a whole number, 0 or above, is needed.");
    }

    public int WholeNumber(string column)
    {
        var text = Text(column);
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            throw Error(column, $"\"{text}\" is no whole number.");
        }
        return value >= 0 ? value : throw Error(column, $"{value} is negative; 0 or above is needed.");
    }

    public double Number(string column)
    {
        var text = Text(column);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw Error(column, $"\"{text}\" is no finite number.");
    }

    public double NonNegative(string column)
    {
        var value = Number(column);
        return value >= 0 ? value : throw Error(column, $"{value.ToString(CultureInfo.InvariantCulture)} is negative; 0 or above is needed.");
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
            throw new HmsDataException(_path, (int)error.LineNumber, null, "is no valid CSV; look for a stray quotation mark.");
        }
    }

    private void CheckHeader(string[] header, IReadOnlyList<string> columns)
    {
        for (var i = 0; i < header.Length; i++)
        {
            if (!_indexes.TryAdd(header[i], i)) { throw new HmsDataException(_path, 1, header[i], "occurs twice in the header."); }
        }
        var missing = columns.Where(name => !_indexes.ContainsKey(name)).ToList();
        var unknown = header.Where(name => !columns.Contains(name)).ToList();
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
