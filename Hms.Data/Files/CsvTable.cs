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
    private readonly Dictionary<string, CsvColumn> _columns = new(StringComparer.Ordinal);
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
    public bool Has(string column) => _columns.ContainsKey(column);

    /// <summary>A column, to be asked for once and used for every row.</summary>
    public CsvColumn Column(string name) => _columns[name];

    /// <summary>The text of a cell.</summary>
    public string Text(CsvColumn column) => column.Text(_reader.GetSpan(column.Index));

    public long Id(string column) => Id(Column(column));

    public long Id(CsvColumn column) => OptionalId(column) ?? throw Empty(column);

    public int WholeNumber(string column) => WholeNumber(Column(column));

    public int WholeNumber(CsvColumn column)
    {
        var value = OptionalId(column) ?? throw Empty(column);
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Error(column.Name, $"{value} is beyond {int.MaxValue}.");
    }

    public long? OptionalId(string column) => OptionalId(Column(column));

    /// <summary>A whole number; null where the cell is empty and the schema allows it.</summary>
    public long? OptionalId(CsvColumn column)
    {
        var text = _reader.GetSpan(column.Index);
        if (text.Length == 0 && (column.Nullable || column.IsId)) { return column.Nullable ? null : throw Empty(column); }
        if (!TryParse(text, column.IsId ? NumberStyles.None : NumberStyles.AllowLeadingSign, out var value))
        {
            throw Error(column.Name, column.IsId ? $"\"{Text(column)}\" is no id; a whole number, 0 or above, is needed." : $"\"{Text(column)}\" is no whole number.");
        }
        RequireWithin(column, value);
        return value;
    }

    public double Number(string column) => Number(Column(column));

    public double Number(CsvColumn column)
    {
        if (!double.TryParse(_reader.GetSpan(column.Index), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value)) { throw Error(column.Name, $"\"{Text(column)}\" is no finite number."); }
        RequireWithin(column, value);
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
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            return IsUtf16(stream) ? CsvReader.Create(new StreamReader(stream), Options, leaveOpen: false) : CsvReader.Create(stream, Options, leaveOpen: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HmsDataException(path, $"cannot be opened: {error.Message}", error);
        }
    }

    /// <summary>Whether a file begins with the mark of UTF-16; all others are taken for UTF-8.</summary>
    private static bool IsUtf16(FileStream stream)
    {
        Span<byte> mark = stackalloc byte[2];
        var length = stream.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return length == mark.Length && mark is [0xFF, 0xFE] or [0xFE, 0xFF];
    }

    /// <summary>As <see cref="long.TryParse(ReadOnlySpan{byte}, NumberStyles, IFormatProvider, out long)"/>, but sooner done with plain digits.</summary>
    private static bool TryParse(ReadOnlySpan<byte> text, NumberStyles style, out long value)
    {
        const int AlwaysFit = 18;
        value = 0;
        if (text.Length is 0 or > AlwaysFit) { return long.TryParse(text, style, CultureInfo.InvariantCulture, out value); }
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9') { return long.TryParse(text, style, CultureInfo.InvariantCulture, out value); }
            value = value * 10 + (digit - '0');
        }
        return true;
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
        catch (IOException error)
        {
            IsReadable = false;
            throw new HmsDataException(_path, $"cannot be read further than line {Row}: {error.Message}", error);
        }
        catch (CsvFormatException error)
        {
            IsReadable = false;
            throw new HmsDataException(_path, (int)error.LineNumber, null, "is no valid CSV; look for a stray quotation mark.");
        }
    }

    private HmsDataException Empty(CsvColumn column) => Error(column.Name, "is empty; an id (a whole number, 0 or above) is needed.");

    private void RequireWithin(CsvColumn column, double value)
    {
        // Whole numbers beyond 2^53 are rounded here; only limits near 2^63 would notice, and those no 64-bit number exceeds.
        if (value < column.Minimum)
        {
            throw Error(column.Name, column.Minimum == 0 ? $"{Show(value)} is negative; 0 or above is needed." : $"{Show(value)} is below {Show(column.Minimum)}, the smallest value allowed.");
        }
        if (value > column.Maximum) { throw Error(column.Name, $"{Show(value)} is above {Show(column.Maximum)}, the largest value allowed."); }
    }

    private static string Show(double value) => value.ToString(CultureInfo.InvariantCulture);

    private void CheckHeader(string[] header)
    {
        var columns = _schema.RequiredNames;
        for (var i = 0; i < header.Length; i++)
        {
            if (!_columns.TryAdd(header[i], new CsvColumn(header[i], i, _schema.Find(header[i])))) { throw new HmsDataException(_path, 1, header[i], "occurs twice in the header."); }
        }
        var missing = columns.Where(name => !_columns.ContainsKey(name)).ToList();
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
