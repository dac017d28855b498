using Parquet;
using Parquet.Schema;

namespace Hms.Data.Files;

/// <summary>Writes named columns of floats as one Parquet file (nullable, one row group, Snappy); NaN becomes null. The same values give the same bytes.</summary>
public static class FloatTableFile
{
    // Dictionary encoding costs a scan of every column and saves nothing on noise.
    private static readonly ParquetOptions Options = new() { CompressionMethod = CompressionMethod.Snappy, DictionaryEncodingThreshold = 0 };

    /// <summary>Fills one column's values, one for each row.</summary>
    internal delegate void FillColumn(int column, Span<float> values);

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="names">Column names.</param>
    /// <param name="columns">Values of each column, all of one length.</param>
    public static void Write(string path, IReadOnlyList<string> names, IReadOnlyList<float[]> columns) =>
        AtomicFile.Write(path, stream =>
            Write(stream, [.. names.Select(name => new DataField(name, typeof(float), isNullable: true))], null, columns[0].Length, (column, values) => columns[column].CopyTo(values)));

    internal static void Write(Stream target, DataField[] fields, DataField? time, int rows, FillColumn fill)
    {
        using var completing = new CompletingStream(target);
        var writer = ParquetWriter.CreateAsync(new ParquetSchema(time is null ? fields : [time, .. fields]), completing, Options).GetAwaiter().GetResult();
        using (var group = writer.CreateRowGroup())
        {
            if (time is not null)
            {
                var times = Enumerable.Range(0, rows).Select(row => 2L * row + 1).ToArray();
                group.WriteAsync<long>(time, times.AsMemory()).GetAwaiter().GetResult();
            }
            var values = new float[rows];
            var levels = new int[rows];
            for (var column = 0; column < fields.Length; column++)
            {
                fill(column, values);
                var present = Pack(values, levels);
                group.WriteAllPartsAsync<float>(fields[column], values.AsMemory(0, present), levels.AsMemory(), null, CancellationToken.None).GetAwaiter().GetResult();
            }
        }
        writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Moves the values that are not NaN to the front and marks their rows.</summary>
    private static int Pack(Span<float> values, Span<int> levels)
    {
        var next = 0;
        for (var row = 0; row < values.Length; row++)
        {
            levels[row] = float.IsNaN(values[row]) ? 0 : 1;
            if (levels[row] == 1) { values[next++] = values[row]; }
        }
        return next;
    }
}
