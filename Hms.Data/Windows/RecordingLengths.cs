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
    public string? DescribeShortage(RecordingRow row) => Describe(row, WindowPlacement.DescribeShortage);

    /// <summary>Why a row cannot be read with these options: a file does not fill its window and is not to be padded, or ends before its labelled window starts; null where it can.</summary>
    /// <param name="row">The row.</param>
    /// <exception cref="HmsDataException">A file is absent or is no Parquet file.</exception>
    public string? DescribeRefusal(RecordingRow row) =>
        Describe(row, _options.Short == ShortRecording.Refuse ? WindowPlacement.DescribeShortage : (position, start, _, found) => WindowPlacement.DescribeStartOutside(position, start, found));

    /// <summary>First sample of a row's labelled EEG window.</summary>
    internal static long EegStart(RecordingRow row, WindowOptions options) => (long)Math.Round(row.EegOffsetSeconds * options.SampleRateHz, MidpointRounding.AwayFromZero);

    /// <summary>First row of a row's labelled spectrogram window.</summary>
    internal static long SpectrogramStart(RecordingRow row) => (long)Math.Floor(row.SpectrogramOffsetSeconds / SpectrogramFile.SecondsPerRow);

    private string? Describe(RecordingRow row, Func<WindowPosition, long, int, int, string?> rule)
    {
        if (_columns.HasFlag(RecordingColumns.Eeg))
        {
            var path = _folder.EegPath(row.EegId);
            if (rule(_options.Position, EegStart(row, _options), _options.SampleCount, RowCount(path, EegFile.MaximumSamples)) is { } problem) { return $"{path} {problem}"; }
        }
        if (_columns.HasFlag(RecordingColumns.Spectrogram))
        {
            if (row.SpectrogramId is not { } id) { return $"EEG {row.EegId} has no spectrogram_id."; }
            var path = _folder.SpectrogramPath(id);
            if (rule(_options.SpectrogramPosition, SpectrogramStart(row), _options.SpectrogramRows, RowCount(path, SpectrogramFile.MaximumRows)) is { } problem) { return $"{path} {problem}"; }
        }
        return null;
    }

    private int RowCount(string path, int maximum)
    {
        if (!_rowCounts.TryGetValue(path, out var count)) { _rowCounts[path] = count = ParquetTable.ReadRowCount(path, maximum); }
        return count;
    }
}
