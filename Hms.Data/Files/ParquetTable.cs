using System.Buffers;
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
    private const int MinimumBytes = 4 + ParquetFooter.TailBytes;

    // Noise packs to about its own size; a flat hour of 20 channels unpacks to 55 MiB from nothing.
    private const long PlausibleBytes = 48 << 20;
    private const long PlausibleRatio = 16;

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
            var rows = RequireFooter(path, file.Bytes, maximumRows);
            reader = ParquetReader.CreateAsync(file.OpenStream()).GetAwaiter().GetResult();
            return new ParquetTable(path, file, reader, rows);
        }
        catch (Exception error)
        {
            Close(reader);
            file.Dispose();
            if (error is HmsDataException) { throw; }
            throw Corrupt(path, error);
        }
    }

    /// <summary>The number of rows that a file's footer declares; nothing else is read.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="maximumRows">A footer that declares more is refused.</param>
    public static int ReadRowCount(string path, int maximumRows)
    {
        if (TryReadRows(path) is { } rows && rows <= maximumRows) { return (int)rows; }
        using var table = Open(path, maximumRows); // says in full what is wrong with the file
        return table.RowCount;
    }

    /// <summary>Refuses a file whose recording would be far larger than its bytes can hold, before memory is taken for it.</summary>
    /// <param name="columns">Number of columns of 32-bit floats that will be read.</param>
    public void RequirePlausibleSize(int columns)
    {
        if (IsPlausibleSize(RowCount, columns, _file.Length)) { return; }
        throw new HmsDataException(Path, $"declares {RowCount} rows, {(long)RowCount * columns * sizeof(float) >> 20} MiB of samples, in a file of {_file.Length} bytes: the file is damaged, or all but empty. Copy or download it again, or cut the recording.");
    }

    /// <summary>Whether a file of so many bytes may hold so many 32-bit floats: what <see cref="RequirePlausibleSize"/> refuses must not be written either.</summary>
    public static bool IsPlausibleSize(int rows, int columns, long fileBytes) => (long)rows * columns * sizeof(float) <= PlausibleBytes + PlausibleRatio * fileBytes;

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
            var wide = ArrayPool<double>.Shared.Rent(RowCount);
            ReadColumn(field, wide.AsMemory(0, RowCount), double.NaN);
            for (var i = 0; i < RowCount; i++) { destination.Span[i] = (float)wide[i]; }
            ArrayPool<double>.Shared.Return(wide);
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
        var chunk = reader.GetMetadata(field) ?? throw new HmsDataException(Path, $"is a damaged Parquet file: a row group lacks column {field.Name}. Copy or download it again.");
        if (destination is Memory<float> floats && field.MaxDefinitionLevel == (field.IsNullable ? 1 : 0)
            && _pages.TryRead(_file.Bytes, chunk, field.IsNullable, floats.Span)) { return; }
        if (ParquetChunk.Check(_file.Bytes, chunk, destination.Length) is { } fault)
        {
            throw new HmsDataException(Path, $"is a damaged Parquet file (column {field.Name}): {fault} Copy or download it again.");
        }
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

    /// <summary>The rows of all row groups, after the footer has been walked.</summary>
    private static int RequireFooter(string path, ReadOnlySpan<byte> bytes, int maximumRows)
    {
        var tail = bytes[^ParquetFooter.TailBytes..];
        var fault = ParquetFooter.Measure(tail, bytes.Length, out var length);
        var rows = 0L;
        fault ??= ParquetFooter.Check(bytes.Slice(bytes.Length - ParquetFooter.TailBytes - length, length), out rows);
        if (fault is not null) { throw new HmsDataException(path, $"is a damaged Parquet file: {fault} Copy or download it again."); }
        return rows <= maximumRows
            ? (int)rows
            : throw new HmsDataException(path, $"declares {rows} rows; 0 to {maximumRows} are expected: the file is damaged or no recording.");
    }

    /// <summary>The rows of a sound footer; null where anything is odd.</summary>
    private static long? TryReadRows(string path)
    {
        byte[]? footer = null;
        try
        {
            using var handle = File.OpenHandle(path);
            var bytes = RandomAccess.GetLength(handle);
            Span<byte> tail = stackalloc byte[ParquetFooter.TailBytes];
            if (bytes < MinimumBytes || PooledFile.Fill(handle, tail, bytes - tail.Length) < tail.Length || !tail.EndsWith(Magic)) { return null; }
            if (ParquetFooter.Measure(tail, bytes, out var length) is not null) { return null; }
            footer = ArrayPool<byte>.Shared.Rent(length);
            var walked = footer.AsSpan(0, length);
            return PooledFile.Fill(handle, walked, bytes - tail.Length - length) == length && ParquetFooter.Check(walked, out var rows) is null ? rows : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        finally
        {
            if (footer is not null) { ArrayPool<byte>.Shared.Return(footer); }
        }
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
        if (bytes.Length < MinimumBytes || !bytes.EndsWith(Magic))
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
