using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Views;

namespace Hms.Data.Windows;

/// <summary>Tells before any signal is read whether recordings fill their windows; only the footers of the files are read, each once.</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class RecordingLengths
{
    private readonly HmsFolder _folder;
    private readonly WindowOptions _options;
    private readonly RecordingColumns _columns;
    private readonly Dictionary<string, int> _rowCounts = [];

    /// <summary>Prepares reading; opens nothing.</summary>
    /// <param name="folder">The data set.</param>
    /// <param name="options">Which windows.</param>
    /// <param name="columns">Which signals.</param>
    public RecordingLengths(HmsFolder folder, WindowOptions options, RecordingColumns columns) => (_folder, _options, _columns) = (folder, options, columns);

    /// <summary>Which file of a row does not fill its window, and why; null where all do.</summary>
    /// <param name="row">The row.</param>
    /// <exception cref="HmsDataException">A file is absent or is no Parquet file.</exception>
    public string? DescribeShortage(RecordingRow row)
    {
        if (_columns.HasFlag(RecordingColumns.Eeg) && EegShortage(row) is { } eeg) { return eeg; }
        return _columns.HasFlag(RecordingColumns.Spectrogram) ? SpectrogramShortage(row) : null;
    }

    /// <summary>First sample of a row's labelled EEG window.</summary>
    internal static long EegStart(RecordingRow row, WindowOptions options) => (long)Math.Round(row.EegOffsetSeconds * options.SampleRateHz, MidpointRounding.AwayFromZero);

    /// <summary>First row of a row's labelled spectrogram window.</summary>
    internal static long SpectrogramStart(RecordingRow row) => (long)Math.Floor(row.SpectrogramOffsetSeconds / SpectrogramFile.SecondsPerRow);

    private string? EegShortage(RecordingRow row)
    {
        var path = _folder.EegPath(row.EegId);
        var shortage = WindowPlacement.DescribeShortage(_options.Position, EegStart(row, _options), _options.SampleCount, RowCount(path, EegFile.MaximumSamples));
        return shortage is null ? null : $"{path} {shortage}";
    }

    private string? SpectrogramShortage(RecordingRow row)
    {
        if (row.SpectrogramId is not { } id) { return $"EEG {row.EegId} has no spectrogram_id."; }
        var path = _folder.SpectrogramPath(id);
        var shortage = WindowPlacement.DescribeShortage(_options.SpectrogramPosition, SpectrogramStart(row), _options.SpectrogramRows, RowCount(path, SpectrogramFile.MaximumRows));
        return shortage is null ? null : $"{path} {shortage}";
    }

    private int RowCount(string path, int maximum)
    {
        if (!_rowCounts.TryGetValue(path, out var count)) { _rowCounts[path] = count = ParquetTable.ReadRowCount(path, maximum); }
        return count;
    }
}
