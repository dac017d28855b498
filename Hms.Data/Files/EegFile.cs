using Hms.Data.Schemas;

namespace Hms.Data.Files;

/// <summary>Reads EEG Parquet files: 20 columns found by name, in any order; nulls become NaN.</summary>
/// <remarks>Other columns are ignored, because pandas writes its index as one; <c>hms data check</c> lists them. A missing one is an error.</remarks>
public static class EegFile
{
    /// <summary>Sampling rate of every HMS file.</summary>
    public const int SampleRateHz = 200;

    /// <summary>A file that declares more rows (24 h) is taken for damaged.</summary>
    public const int MaximumSamples = 24 * 3600 * SampleRateHz;

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The Parquet file.</param>
    /// <exception cref="HmsDataException">The file is absent, no Parquet, damaged, empty, or misses a channel; the message names the path and what is wrong.</exception>
    public static EegRecording Read(string path)
    {
        float[] values = [];
        return Read(path, ref values);
    }

    /// <summary>Reads a whole file into a buffer that grows where it must; what an earlier call read into it is lost.</summary>
    internal static EegRecording Read(string path, ref float[] buffer)
    {
        using var table = ParquetTable.Open(path, MaximumSamples);
        var fields = ParquetColumns.Require(table, TableSchema.Eeg);
        if (table.RowCount == 0) { throw new HmsDataException(path, "holds no rows."); }
        table.RequirePlausibleSize(fields.Length);
        var length = checked(fields.Length * table.RowCount);
        if (buffer.Length < length) { buffer = GC.AllocateUninitializedArray<float>(length); }
        for (var i = 0; i < fields.Length; i++) { table.ReadFloats(fields[i], buffer.AsMemory(i * table.RowCount, table.RowCount)); }
        return new EegRecording(path, buffer.AsMemory(0, length), table.RowCount);
    }
}
