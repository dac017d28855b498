using System.Buffers.Binary;

namespace Hms.Data.Files;

/// <summary>Walks a Parquet footer before Parquet.Net sees it: every length lies within the file, every field has the type that the format gives it, nothing is nested without end.</summary>
/// <remarks>
/// Parquet.Net believes a footer: it would make lists of any declared length and follow any nesting. The walk makes nothing.
/// Field numbers and types: parquet.thrift of Apache Parquet (structs FileMetaData, SchemaElement, RowGroup, ColumnChunk, ColumnMetaData).
/// </remarks>
internal ref struct ParquetFooter
{
    /// <summary>Bytes behind a footer: its length and the word PAR1.</summary>
    public const int TailBytes = 8;

    private const int HeadBytes = 4;
    private const int MaximumValues = 1_000_000;
    private const int MaximumRowGroups = 10_000;
    private const int MaximumNestedColumns = 64;

    // Letters: i integer, t text, b boolean, [x] list of x, a capital: a struct of the table, * anything.
    private static readonly Dictionary<char, string[]> Structs = new()
    {
        ['F'] = ["i", "[S]", "i", "[G]", "[K]", "t", "[*]", "-", "t"],
        ['S'] = ["i", "i", "i", "t", "i", "i", "i", "i", "i", "L"],
        ['G'] = ["[C]", "i", "i", "[O]", "i", "i", "i"],
        ['C'] = ["t", "i", "M", "i", "i", "i", "i", "-", "t"],
        ['M'] = ["i", "[i]", "[t]", "i", "i", "i", "i", "[K]", "i", "i", "i", "A", "[P]", "i", "i", "Z"],
        ['A'] = ["t", "t", "i", "i", "t", "t", "b", "b"],
        ['K'] = ["t", "t"],
        ['O'] = ["i", "b", "b"],
        ['P'] = ["i", "i", "i"],
        ['Z'] = ["i", "[i]", "[i]"],
        ['L'] = ["E", "E", "E", "E", "D", "E", "T", "T", "*", "I"],
        ['D'] = ["i", "i"],
        ['T'] = ["b", "U"],
        ['U'] = ["E", "E", "E"],
        ['I'] = ["i", "b"],
        ['E'] = [],
    };

    private ThriftReader _reader;
    private string? _fault;
    private int _values;
    private long _declaredRows;
    private long _groupRows;
    private int _groups;
    private int _schemaElements;
    private int _nested;

    private ParquetFooter(ReadOnlySpan<byte> footer) => _reader = new ThriftReader(footer);

    /// <summary>How many bytes the footer has, by the last bytes of a file; what is wrong with that, or null.</summary>
    /// <param name="tail">The last <see cref="TailBytes"/> bytes.</param>
    /// <param name="fileBytes">Length of the file.</param>
    /// <param name="length">Receives the number.</param>
    public static string? Measure(ReadOnlySpan<byte> tail, long fileBytes, out int length)
    {
        length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        return length > 0 && length <= fileBytes - TailBytes - HeadBytes
            ? null
            : $"it declares a footer of {(uint)length} bytes, but {fileBytes - TailBytes - HeadBytes} lie before it.";
    }

    /// <summary>Walks a footer.</summary>
    /// <param name="footer">Its bytes.</param>
    /// <param name="rows">Receives the rows of all row groups.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? Check(ReadOnlySpan<byte> footer, out long rows)
    {
        var walk = new ParquetFooter(footer);
        walk.Struct('F', 0);
        rows = walk._groupRows;
        if (walk._reader.IsBroken) { return $"its footer breaks off or makes no sense at its byte {walk._reader.Position}."; }
        if (walk._fault is not null) { return walk._fault; }
        return walk._declaredRows == rows ? null : $"its footer declares {walk._declaredRows} rows, but its row groups {rows}.";
    }

    private readonly bool Stopped => _reader.IsBroken || _fault is not null;

    private void Struct(char name, int depth)
    {
        var types = Structs[name];
        var field = 0;
        while (!Stopped && _reader.NextField(ref field, out var kind))
        {
            if (++_values > MaximumValues) { _fault = $"its footer has more than {MaximumValues} entries."; }
            else if (field < 1 || field > types.Length) { _reader.Skip(kind, depth); }
            else { Value(name, field, types[field - 1], kind, depth); }
        }
    }

    private void Value(char owner, int field, string type, int kind, int depth)
    {
        var fits = type[0] switch
        {
            'i' => kind is ThriftReader.Byte or ThriftReader.Int16 or ThriftReader.Int32 or ThriftReader.Int64,
            't' => kind == ThriftReader.Binary,
            'b' => kind is ThriftReader.True or ThriftReader.False,
            '[' => kind == ThriftReader.List,
            '*' => true,
            '-' => false,
            _ => kind == ThriftReader.Struct,
        };
        if (!fits) { _fault = type == "-" ? "it is encrypted; decrypt it first." : $"its footer has a value of the wrong type before its byte {_reader.Position}."; }
        else if (type == "i") { Note(owner, field, _reader.Long(kind)); }
        else if (type[0] == '[') { Elements(owner, field, type[1], depth); }
        else if (char.IsUpper(type[0])) { Struct(type[0], depth + 1); }
        else { _reader.Skip(kind, depth); }
    }

    private void Elements(char owner, int field, char type, int depth)
    {
        var count = _reader.ListHead(out var kind);
        var fits = type switch
        {
            'i' => kind is ThriftReader.Byte or ThriftReader.Int16 or ThriftReader.Int32 or ThriftReader.Int64,
            't' => kind == ThriftReader.Binary,
            '*' => true,
            _ => kind == ThriftReader.Struct,
        };
        if (!fits && count > 0) { _fault = $"its footer has a list of the wrong type before its byte {_reader.Position}."; }
        if (type == 'G' && (_groups += count) > MaximumRowGroups) { _fault = $"it declares {_groups} row groups; at most {MaximumRowGroups} are read."; }
        if ((_values += count) > MaximumValues) { _fault = $"its footer has more than {MaximumValues} entries."; }
        for (var i = 0; i < count && !Stopped; i++)
        {
            if (type == 'S') { _schemaElements++; }
            if (char.IsUpper(type)) { Struct(type, depth + 1); }
            else { _reader.Skip(kind, depth); }
        }
    }

    private void Note(char owner, int field, long value)
    {
        switch (owner, field)
        {
            case ('F', 3): _declaredRows = value; break;
            case ('G', 3) when value < 0: _fault = $"a row group declares {value} rows."; break;
            case ('G', 3): _groupRows = _groupRows > long.MaxValue - value ? long.MaxValue : _groupRows + value; break;
            // Parquet.Net follows the columns in columns without end; the first element is the root, which holds them all.
            case ('S', 5) when value > 0 && _schemaElements > 1 && ++_nested > MaximumNestedColumns: _fault = $"more than {MaximumNestedColumns} of its columns hold columns; one value per row and column is needed."; break;
            case ('S', 5) when value is < 0 or > MaximumValues: _fault = $"a column declares {value} columns in it."; break;
        }
    }
}
