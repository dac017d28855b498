using Parquet;
using Parquet.Schema;

namespace Hms.Benchmarks.Data;

/// <summary>The floor: Parquet.Net by itself, columns read raw into buffers that are there already.</summary>
internal sealed class RawParquet(IReadOnlyList<string> columns)
{
    private byte[] _file = [];
    private float[] _values = [];
    private int[] _levels = [];

    /// <summary>Rows of the file that was read last.</summary>
    public int Rows { get; private set; }

    /// <summary>Packed values of a column, in the order in which the columns were named.</summary>
    public Span<float> Column(int index) => _values.AsSpan(index * Rows, Rows);

    /// <summary>Definition levels of a column: 1 where there is a value.</summary>
    public Span<int> Levels(int index) => _levels.AsSpan(index * Rows, Rows);

    /// <summary>Reads a file; returns the number of values.</summary>
    public long Read(string path)
    {
        using var stream = Open(path);
        var reader = ParquetReader.CreateAsync(stream).GetAwaiter().GetResult();
        var fields = reader.Schema.DataFields.ToDictionary(field => field.Name);
        using var group = reader.OpenRowGroupReader(0);
        if (reader.RowGroupCount != 1) { throw new InvalidOperationException($"{path} has {reader.RowGroupCount} row groups; the benchmark reads one."); }
        Rows = (int)group.RowCount;
        if (_values.Length < columns.Count * Rows) { (_values, _levels) = (new float[columns.Count * Rows], new int[columns.Count * Rows]); }
        for (var i = 0; i < columns.Count; i++) { ReadColumn(group, fields[columns[i]], i); }
        reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return (long)columns.Count * Rows;
    }

    private void ReadColumn(ParquetRowGroupReader group, DataField field, int index)
    {
        var values = _values.AsMemory(index * Rows, Rows);
        var levels = _levels.AsMemory(index * Rows, Rows);
        if (field.IsNullable) { group.ReadRawAsync<float>(field, values, levels, null).AsTask().GetAwaiter().GetResult(); }
        else
        {
            group.ReadAsync<float>(field, values).AsTask().GetAwaiter().GetResult();
            levels.Span.Fill(1);
        }
    }

    private MemoryStream Open(string path)
    {
        using var handle = File.OpenHandle(path);
        var length = (int)RandomAccess.GetLength(handle);
        if (_file.Length < length) { _file = new byte[length]; }
        for (var read = 0; read < length;) { read += RandomAccess.Read(handle, _file.AsSpan(read, length - read), read); }
        return new MemoryStream(_file, 0, length, writable: false);
    }
}
