using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Views;

namespace Hms.Data.Windows;

/// <summary>Moves the windows of rows by some seconds, where the recordings have room: test-time augmentation by time shifts.</summary>
/// <remarks>
/// A moved row names its windows by offsets, so it is read with <see cref="Options"/>, whatever position the windows had before. Only the footers of the files are
/// read, each once. Not thread-safe.
/// </remarks>
public sealed class WindowShifts
{
    private readonly HmsFolder _folder;
    private readonly WindowOptions _windows;
    private readonly RecordingColumns _columns;
    private readonly Dictionary<string, int> _rowCounts = [];

    /// <summary>Prepares moving; opens nothing.</summary>
    /// <param name="folder">The data set.</param>
    /// <param name="windows">The windows that are moved.</param>
    /// <param name="columns">Which signals.</param>
    public WindowShifts(HmsFolder folder, WindowOptions windows, RecordingColumns columns)
    {
        (_folder, _windows, _columns) = (folder, windows, columns);
        Options = windows with { Position = WindowPosition.Labelled, SpectrogramPosition = WindowPosition.Labelled };
    }

    /// <summary>The windows with which moved rows are read.</summary>
    public WindowOptions Options { get; }

    /// <summary>Why windows cannot be moved by so much; null where they can.</summary>
    /// <param name="seconds">By how much, in s; negative for earlier.</param>
    public string? Refusal(double seconds)
    {
        if (!double.IsFinite(seconds)) { return $"A shift of {seconds} s is no number."; }
        if (_columns.HasFlag(RecordingColumns.Spectrogram) && seconds % SpectrogramFile.SecondsPerRow != 0)
        {
            return $"A shift of {seconds} s is no whole number of spectrogram rows, {SpectrogramFile.SecondsPerRow} s each; the model reads spectrogram files.";
        }
        return null;
    }

    /// <summary>The row with its windows moved; null where a recording has no room for it, or does not fill the window as it is.</summary>
    /// <param name="row">The row.</param>
    /// <param name="seconds">By how much, in s; negative for earlier.</param>
    /// <exception cref="ArgumentException">See <see cref="Refusal"/>.</exception>
    /// <exception cref="HmsDataException">A file is absent or is no Parquet file.</exception>
    public RecordingRow? Move(RecordingRow row, double seconds)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (Refusal(seconds) is { } refusal) { throw new ArgumentException(refusal, nameof(seconds)); }
        var moved = row;
        if (_columns.HasFlag(RecordingColumns.Eeg))
        {
            var rows = RowCount(_folder.EegPath(row.EegId), EegFile.MaximumSamples);
            var shift = (long)Math.Round(seconds * _windows.SampleRateHz, MidpointRounding.AwayFromZero);
            if (Start(_windows.Position, RecordingLengths.EegStart(row, _windows), shift, _windows.SampleCount, rows) is not { } start) { return null; }
            moved = moved with { EegOffsetSeconds = start / _windows.SampleRateHz };
        }
        if (_columns.HasFlag(RecordingColumns.Spectrogram))
        {
            if (row.SpectrogramId is not { } id) { return null; }
            var rows = RowCount(_folder.SpectrogramPath(id), SpectrogramFile.MaximumRows);
            var shift = (long)(seconds / SpectrogramFile.SecondsPerRow);
            if (Start(_windows.SpectrogramPosition, RecordingLengths.SpectrogramStart(row), shift, _windows.SpectrogramRows, rows) is not { } start) { return null; }
            moved = moved with { SpectrogramOffsetSeconds = start * SpectrogramFile.SecondsPerRow };
        }
        return moved;
    }

    private static long? Start(WindowPosition position, long labelledStart, long shift, int needed, int found)
    {
        var place = WindowPlacement.Of(position, labelledStart, needed, found);
        var start = place.Start + shift;
        return place.Count == needed && start >= 0 && start + needed <= found ? start : null;
    }

    private int RowCount(string path, int maximum)
    {
        if (!_rowCounts.TryGetValue(path, out var count)) { _rowCounts[path] = count = ParquetTable.ReadRowCount(path, maximum); }
        return count;
    }
}
