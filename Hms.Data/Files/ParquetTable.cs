using System.Text;
using Parquet;
using Parquet.Schema;

namespace Hms.Data.Files;

/// <summary>A Parquet file of plain columns, read column by column into memory of the caller; every failure is an <see cref="HmsDataException"/> with the path.</summary>
/// <remarks>
/// The file's bytes are held (in a pooled array) while the table is open, so every asynchronous call of Parquet.Net completes at once and nothing stays open.
/// Floats come by <see cref="ParquetFloatPages"/> where it can, else by Parquet.Net, whose nullable columns are read raw (values packed, definition level
/// 0 = null), which is about twice as fast as reading <c>float?</c>.
/// </remarks>
internal sealed class ParquetTable : IDisposable
{
    private static readonly byte[] Magic = "PAR1"u8.ToArray();

    private readonly ParquetReader _reader;
    private readonly PooledFile _file;
    private readonly ParquetFloatPages _pages = new();
    private int[] _levels = [];

    private ParquetTable(string path, PooledFile file, ParquetReader reader, int rowCount)
    {
        (Path, _file, _reader, RowCount) = (path, file, reader, rowCount);
        Fields = reader.Schema.DataFields;
    }

    public string Path { get; }

    public int RowCount { get; }

    public IReadOnlyList<DataField> Fields { get; }

    /// <summary>Opens a file, reads its footer.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="maximumRows">A footer that declares more rows is refused before anything is allocated for them.</param>
    public static ParquetTable Open(string path, int maximumRows)
    {
        var file = ReadFile(path);
        ParquetReader? reader = null;
        try
        {
            RequireParquet(path, file.Bytes);
            reader = ParquetReader.CreateAsync(file.OpenStream()).GetAwaiter().GetResult();
            return new ParquetTable(path, file, reader, CountRows(path, reader, maximumRows));
        }
        catch (HmsDataException)
        {
            Close(reader);
            file.Dispose();
            throw;
        }
        catch (Exception error)
        {
            Close(reader);
            file.Dispose();
            throw Corrupt(path, error);
        }
    }

    /// <summary>The number of rows that a file's footer declares; nothing else is read.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="maximumRows">A footer that declares more is refused.</param>
    public static int ReadRowCount(string path, int maximumRows)
    {
        ParquetReader? reader = null;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            reader = ParquetReader.CreateAsync(stream, leaveStreamOpen: true).GetAwaiter().GetResult();
            return CountRows(path, reader, maximumRows);
        }
        catch (HmsDataException)
        {
            throw;
        }
        catch (Exception)
        {
            using var table = Open(path, maximumRows); // says in full what is wrong with the file
            return table.RowCount;
        }
        finally
        {
            Close(reader);
        }
    }

    /// <summary>The column of this name, or null.</summary>
    public DataField? Find(string name) => Fields.FirstOrDefault(field => field.Path.Length == 1 && field.Name == name);

    /// <summary>Reads a column of 32- or 64-bit floats; null becomes NaN.</summary>
    /// <param name="field">The column.</param>
    /// <param name="destination">Receives <see cref="RowCount"/> values.</param>
    public void ReadFloats(DataField field, Memory<float> destination)
    {
        if (field.ClrType == typeof(float)) { ReadColumn(field, destination, float.NaN); }
        else if (field.ClrType == typeof(double))
        {
            var wide = new double[RowCount];
            ReadColumn<double>(field, wide, double.NaN);
            for (var i = 0; i < wide.Length; i++) { destination.Span[i] = (float)wide[i]; }
        }
        else { throw new HmsDataException(Path, $"column {field.Name} holds {ParquetColumns.TypeName(field)}; 32- or 64-bit floating point numbers are needed."); }
    }

    /// <summary>Reads a column of integers of any width; null becomes -1.</summary>
    public long[] ReadIntegers(DataField field) => field.ClrType switch
    {
        var type when type == typeof(sbyte) => Widen<sbyte>(field, -1, value => value),
        var type when type == typeof(byte) => Widen<byte>(field, 0, value => value),
        var type when type == typeof(short) => Widen<short>(field, -1, value => value),
        var type when type == typeof(ushort) => Widen<ushort>(field, 0, value => value),
        var type when type == typeof(int) => Widen<int>(field, -1, value => value),
        var type when type == typeof(uint) => Widen<uint>(field, 0, value => value),
        var type when type == typeof(long) => Widen<long>(field, -1, value => value),
        var type when type == typeof(ulong) => Widen<ulong>(field, 0, value => checked((long)value)),
        _ => throw new HmsDataException(Path, $"column {field.Name} holds {ParquetColumns.TypeName(field)}; integers of any width are needed."),
    };

    public void Dispose()
    {
        Close(_reader);
        _pages.Dispose();
        _file.Dispose();
    }

    private long[] Widen<T>(DataField field, T missing, Func<T, long> convert) where T : struct
    {
        var values = new T[RowCount];
        ReadColumn<T>(field, values, missing);
        return Array.ConvertAll(values, value => convert(value));
    }

    private void ReadColumn<T>(DataField field, Memory<T> destination, T missing) where T : struct
    {
        if (field.IsArray || field.MaxRepetitionLevel > 0) { throw new HmsDataException(Path, $"column {field.Name} holds lists; one value per row is needed."); }
        try
        {
            var start = 0;
            for (var group = 0; group < _reader.RowGroupCount; group++)
            {
                using var reader = _reader.OpenRowGroupReader(group);
                var part = destination.Slice(start, checked((int)reader.RowCount));
                ReadGroup(reader, field, part, missing);
                start += part.Length;
            }
        }
        catch (Exception error) when (error is not HmsDataException)
        {
            throw Corrupt(Path, error, field.Name);
        }
    }

    private void ReadGroup<T>(ParquetRowGroupReader reader, DataField field, Memory<T> destination, T missing) where T : struct
    {
        if (destination is Memory<float> floats && field.MaxDefinitionLevel == (field.IsNullable ? 1 : 0)
            && reader.GetMetadata(field) is { } chunk && _pages.TryRead(_file.Bytes, chunk, field.IsNullable, floats.Span)) { return; }
        if (!field.IsNullable)
        {
            reader.ReadAsync(field, destination).AsTask().GetAwaiter().GetResult();
            return;
        }
        if (_levels.Length < destination.Length) { _levels = new int[destination.Length]; }
        var levels = _levels.AsMemory(0, destination.Length);
        levels.Span.Clear();
        reader.ReadRawAsync(field, destination, levels, null).AsTask().GetAwaiter().GetResult();
        Spread(destination.Span, levels.Span, field.MaxDefinitionLevel, missing);
    }

    /// <summary>Moves packed values to their rows, from the last to the first, and fills the gaps.</summary>
    private static void Spread<T>(Span<T> values, ReadOnlySpan<int> levels, int present, T missing) where T : struct
    {
        var next = levels.Count(present) - 1;
        if (next == values.Length - 1) { return; }
        for (var row = values.Length - 1; row >= 0; row--) { values[row] = levels[row] == present ? values[next--] : missing; }
    }

    private static int CountRows(string path, ParquetReader reader, int maximumRows)
    {
        var total = 0L;
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            using var part = reader.OpenRowGroupReader(group);
            if (part.RowCount < 0 || part.RowCount > maximumRows) { total = part.RowCount; break; }
            total += part.RowCount;
        }
        return total >= 0 && total <= maximumRows
            ? (int)total
            : throw new HmsDataException(path, $"declares {total} rows; 0 to {maximumRows} are expected: the file is damaged or no recording.");
    }

    private static PooledFile ReadFile(string path)
    {
        try
        {
            return PooledFile.Read(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HmsDataException(path, $"cannot be read: {error.Message}", error);
        }
    }

    private static void RequireParquet(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0) { throw new HmsDataException(path, "is empty; a Parquet file is needed. Copy or download it again."); }
        if (!bytes.StartsWith(Magic))
        {
            throw LooksLikeText(bytes)
                ? new HmsDataException(path, $"is text (CSV?), not Parquet, whatever its name says; it begins \"{FirstLine(bytes)}\". Convert it to Parquet.")
                : new HmsDataException(path, "is no Parquet file: it does not begin with PAR1.");
        }
        if (bytes.Length < 12 || !bytes.EndsWith(Magic))
        {
            throw new HmsDataException(path, $"is a truncated Parquet file: its {bytes.Length} bytes do not end with PAR1. Copy or download it again.");
        }
    }

    private static bool LooksLikeText(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes[..Math.Min(bytes.Length, 512)])
        {
            if (value < 32 && value is not ((byte)'\n' or (byte)'\r' or (byte)'\t')) { return false; }
        }
        return true;
    }

    private static string FirstLine(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 60)]);
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return end >= 0 ? text[..end] : text + "...";
    }

    private static HmsDataException Corrupt(string path, Exception error, string? column = null) =>
        new(path, $"is a damaged Parquet file{(column is null ? "" : $" (column {column})")}: {error.GetType().Name}: {error.Message} Copy or download it again.", error);

    private static void Close(ParquetReader? reader) => reader?.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
