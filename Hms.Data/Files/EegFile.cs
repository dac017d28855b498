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
        using var table = ParquetTable.Open(path, MaximumSamples);
        var fields = ParquetColumns.Require(table, TableSchema.Eeg);
        if (table.RowCount == 0) { throw new HmsDataException(path, "holds no rows."); }
        var values = GC.AllocateUninitializedArray<float>(checked(fields.Length * table.RowCount));
        for (var i = 0; i < fields.Length; i++) { table.ReadFloats(fields[i], values.AsMemory(i * table.RowCount, table.RowCount)); }
        return new EegRecording(path, values, table.RowCount);
    }
}
