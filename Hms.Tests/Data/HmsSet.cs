using Hms.Data.Files;
using Hms.Signal.Montages;
using Parquet;
using Parquet.Schema;

namespace Hms.Tests.Data;

/// <summary>Writes small data sets with any oddity that a test asks for.</summary>
internal static class HmsSet
{
    public const string LabelHeader =
        "eeg_id,eeg_sub_id,eeg_label_offset_seconds,spectrogram_id,spectrogram_sub_id,spectrogram_label_offset_seconds,label_id,patient_id,expert_consensus,seizure_vote,lpd_vote,gpd_vote,lrda_vote,grda_vote,other_vote";

    public static string Labels(params string[] rows) => string.Join('\n', [LabelHeader, .. rows]) + "\n";

    /// <summary>A folder with this train.csv.</summary>
    public static HmsFolder Folder(string root, string labels)
    {
        File.WriteAllText(Path.Combine(root, "train.csv"), labels);
        Directory.CreateDirectory(Path.Combine(root, "train_eegs"));
        Directory.CreateDirectory(Path.Combine(root, "train_spectrograms"));
        return HmsFolder.Open(root);
    }

    /// <summary>The value that Eeg files of these tests hold at a channel and sample.</summary>
    public static float EegValue(int channel, int sample) => channel * 100 + sample * 0.01f;

    public static string Eeg(HmsFolder folder, long id, int samples)
    {
        var path = Path.Combine(folder.Root, "train_eegs", $"{id}.parquet");
        Parquet(path, Electrodes.HmsOrder.Select((name, channel) => Column(name, Enumerable.Range(0, samples).Select(i => (float?)EegValue(channel, i)))));
        return path;
    }

    public static float SpectrogramValue(int row, int column) => row + column / 1000f;

    public static string Spectrogram(HmsFolder folder, long id, int rows)
    {
        var path = Path.Combine(folder.Root, "train_spectrograms", $"{id}.parquet");
        var time = Column("time", Enumerable.Range(0, rows).Select(row => (short)(2 * row + 1)));
        Parquet(path, [time, .. SpectrogramFile.Columns.Select((name, column) => Column(name, Enumerable.Range(0, rows).Select(row => (float?)SpectrogramValue(row, column))))]);
        return path;
    }

    public static TestColumn Column<T>(string name, IEnumerable<T?> values) where T : struct
    {
        var all = values.ToArray();
        return new TestColumn(new DataField(name, typeof(T), isNullable: true), (group, field, from, count) => group.WriteAsync<T>(field, all.AsMemory(from, count)), all.Length);
    }

    public static TestColumn Column<T>(string name, IEnumerable<T> values) where T : struct
    {
        var all = values.ToArray();
        return new TestColumn(new DataField(name, typeof(T), isNullable: false), (group, field, from, count) => group.WriteAsync<T>(field, all.AsMemory(from, count)), all.Length);
    }

    public static TestColumn TextColumn(string name, IEnumerable<string> values)
    {
        var all = values.ToArray();
        return new TestColumn(new DataField(name, typeof(string)), (group, field, from, count) => group.WriteAsync(field, all.AsSpan(from, count).ToArray()), all.Length);
    }

    public static void Parquet(string path, IEnumerable<TestColumn> columns, int rowsPerGroup = int.MaxValue)
    {
        var list = columns.ToList();
        using var stream = File.Create(path);
        var writer = ParquetWriter.CreateAsync(new ParquetSchema(list.Select(column => column.Field).ToArray<Field>()), stream).GetAwaiter().GetResult();
        var rows = list[0].Count;
        for (var from = 0; from < rows || from == 0; from += rowsPerGroup)
        {
            using var group = writer.CreateRowGroup();
            foreach (var column in list) { column.Write(group, column.Field, from, Math.Min(rowsPerGroup, rows - from)).GetAwaiter().GetResult(); }
            if (rowsPerGroup > rows) { break; }
        }
        writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    internal sealed record TestColumn(DataField Field, Func<ParquetRowGroupWriter, DataField, int, int, Task> Write, int Count);
}
