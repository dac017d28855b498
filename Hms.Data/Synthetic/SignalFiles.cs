using Hms.Data.Files;
using Hms.Signal.Montages;
using Parquet.Schema;

namespace Hms.Data.Synthetic;

/// <summary>Writes EEG and spectrogram Parquet files as the competition's: nullable floats, one row group, Snappy. The same values give the same bytes.</summary>
internal static class SignalFiles
{
    /// <summary>Writes a part of a long recording; NaN becomes null.</summary>
    public static void WriteEeg(string path, SignalBuffer signal, int start, int count)
    {
        var fields = Electrodes.HmsOrder.Select(name => new DataField(name, typeof(float), isNullable: true)).ToArray();
        using var file = File.Create(path);
        FloatTableFile.Write(file, fields, null, count, (column, values) => signal.Channel(column).Slice(start, count).CopyTo(values));
    }

    /// <summary>Writes spectrogram rows [rows, 400] with the times 1, 3, 5, ... s; NaN becomes null.</summary>
    public static void WriteSpectrogram(string path, float[] values, int rows)
    {
        using var file = File.Create(path);
        SpectrogramFile.Write(file, values, rows);
    }
}
