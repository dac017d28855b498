using System.Globalization;
using Hms.Data.Files;
using Hms.Signal.Montages;
using Parquet.Schema;

namespace Hms.Data.Edf.Import;

/// <summary>Writes parts of recordings as EEG files of the HMS layout.</summary>
internal static class EegSetWriter
{
    private const int SamplesAtOnce = 1 << 16;

    // From an hour and a half on, what the encoder left of the last column is given back before the next: by itself the runtime keeps it (24 h: 1.45 GB for 0.45 GB).
    private const int LongColumn = 1 << 20;

    private static readonly DataField[] Fields = [.. Electrodes.HmsOrder.Select(name => new DataField(name, typeof(float), isNullable: true))];

    /// <summary>Writes a part; one channel of it is in memory at a time.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="recording">The recording.</param>
    /// <param name="start">First sample of 200 Hz.</param>
    /// <param name="count">Number of samples.</param>
    /// <param name="ct">Stops within one channel.</param>
    /// <returns>Number of missing samples in channels that the recording has.</returns>
    public static long Write(string path, PreparedRecording recording, long start, int count, CancellationToken ct)
    {
        var missing = 0L;
        using var file = File.Create(path);
        FloatTableFile.Write(file, Fields, null, count, (column, values) =>
        {
            if (count >= LongColumn) { GC.Collect(); }
            for (var at = 0; at < count; at += SamplesAtOnce)
            {
                ct.ThrowIfCancellationRequested();
                recording.Read(column, start + at, values.Slice(at, Math.Min(SamplesAtOnce, count - at)));
            }
            if (!recording.Channels.ContainsKey(Electrodes.HmsOrder[column])) { return; }
            foreach (var value in values) { missing += float.IsNaN(value) ? 1 : 0; }
        });
        file.Flush(flushToDisk: true);
        if (!ParquetTable.IsPlausibleSize(count, Fields.Length, file.Length))
        {
            throw new HmsDataException(recording.Source.Path, string.Create(CultureInfo.InvariantCulture,
                $"{count / EegFile.SampleRateHz} s from {start / (double)EegFile.SampleRateHz:0.###} s on are all but empty (a long gap, or flat channels): readers would take such an EEG file for damaged. Cut the recording at the gap, or import windows without --labels."));
        }
        return missing;
    }
}
