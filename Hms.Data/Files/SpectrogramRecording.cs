namespace Hms.Data.Files;

/// <summary>The rows of one spectrogram file.</summary>
public sealed class SpectrogramRecording
{
    internal SpectrogramRecording(string path, ReadOnlyMemory<float> values, int rowCount, long[] times) => (Path, Values, RowCount, Times) = (path, values, rowCount, times);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Power in uV^2/Hz, shape [rows, 400] row by row, columns in the order of <see cref="SpectrogramFile.Columns"/>; NaN where missing.</summary>
    public ReadOnlyMemory<float> Values { get; }

    /// <summary>Number of time rows; one row holds 2 s.</summary>
    public int RowCount { get; }

    /// <summary>The time column in s, normally 1, 3, 5, ...; -1 where missing.</summary>
    public IReadOnlyList<long> Times { get; }
}
