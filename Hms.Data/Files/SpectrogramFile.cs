using System.Buffers;
using Hms.Data.Schemas;
using Hms.Signal.Spectra;
using Parquet.Schema;

namespace Hms.Data.Files;

/// <summary>Reads and writes spectrogram Parquet files: an integer time column of any width and 400 columns found by name; nulls become NaN.</summary>
public static class SpectrogramFile
{
    /// <summary>Seconds that one row holds.</summary>
    public const int SecondsPerRow = 2;

    /// <summary>Number of value columns: 4 regions of 100 frequencies.</summary>
    public const int ColumnCount = CompetitionSpectrogram.ColumnCount;

    /// <summary>A file that declares more rows (a week) is taken for damaged.</summary>
    public const int MaximumRows = 7 * 24 * 3600 / SecondsPerRow;

    private const string TimeColumn = "time";

    /// <summary>The 400 value columns: LL_0.59 ... LL_19.92, RL_*, LP_*, RP_*; frequencies rounded half away from zero, trailing zeros dropped.</summary>
    public static IReadOnlyList<string> Columns => CompetitionSpectrogram.ColumnNames;

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The Parquet file.</param>
    /// <exception cref="HmsDataException">The file is absent, no Parquet, damaged, empty, or misses a column; the message names the path and what is wrong.</exception>
    public static SpectrogramRecording Read(string path)
    {
        float[] values = [];
        return Read(path, ref values);
    }

    /// <summary>Reads a whole file into a buffer that grows where it must; what an earlier call read into it is lost.</summary>
    internal static SpectrogramRecording Read(string path, ref float[] buffer)
    {
        using var table = ParquetTable.Open(path, MaximumRows);
        var time = table.Find(TimeColumn) ?? throw new HmsDataException(path, "misses the column time (integer seconds: 1, 3, 5, ...).");
        var fields = ParquetColumns.Require(table, TableSchema.Spectrogram);
        if (table.RowCount == 0) { throw new HmsDataException(path, "holds no rows."); }
        table.RequirePlausibleSize(ColumnCount);
        var length = table.RowCount * ColumnCount;
        if (buffer.Length < length) { buffer = GC.AllocateUninitializedArray<float>(length); }
        var values = buffer.AsSpan(0, length);
        var rented = ArrayPool<float>.Shared.Rent(table.RowCount);
        var column = rented.AsMemory(0, table.RowCount);
        for (var c = 0; c < ColumnCount; c++)
        {
            table.ReadFloats(fields[c], column);
            for (var row = 0; row < column.Length; row++) { values[row * ColumnCount + c] = column.Span[row]; }
        }
        ArrayPool<float>.Shared.Return(rented);
        return new SpectrogramRecording(path, buffer.AsMemory(0, length), table.RowCount, table.ReadIntegers(time));
    }

    /// <summary>Writes a file of the competition's kind: time 1, 3, 5, ... s as int64, 400 nullable float32, one row group, Snappy. The same values give the same bytes.</summary>
    /// <param name="target">Receives the file.</param>
    /// <param name="values">Power in uV^2/Hz, shape [rows, 400]; NaN becomes null.</param>
    /// <param name="rows">Number of rows, at least 1.</param>
    internal static void Write(Stream target, float[] values, int rows)
    {
        var fields = Columns.Select(name => new DataField(name, typeof(float), isNullable: true)).ToArray();
        FloatTableFile.Write(target, fields, new DataField(TimeColumn, typeof(long), isNullable: false), rows, (column, cells) =>
        {
            for (var row = 0; row < rows; row++) { cells[row] = values[row * ColumnCount + column]; }
        });
    }
}
