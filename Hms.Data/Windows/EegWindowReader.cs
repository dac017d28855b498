using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Signal.Montages;

namespace Hms.Data.Windows;

/// <summary>Reads the windows of rows; keeps the last EEG file and the last spectrogram file, in buffers that it uses again, so that neighbouring rows of one file read it once.</summary>
/// <remarks>Not thread-safe: one per cursor. The EEG window starts at sample offset x rate, the spectrogram window at row floor(offset / 2).</remarks>
public sealed class EegWindowReader
{
    private readonly HmsFolder _folder;
    private readonly WindowOptions _options;
    private EegRecording? _eeg;
    private SpectrogramRecording? _spectrogram;
    private float[] _eegValues = [];
    private float[] _spectrogramValues = [];
    private long _eegId;
    private long _spectrogramId;

    /// <summary>Prepares reading; opens nothing.</summary>
    /// <param name="folder">The data set.</param>
    /// <param name="options">Which windows.</param>
    /// <exception cref="ArgumentException">The options break a rule.</exception>
    public EegWindowReader(HmsFolder folder, WindowOptions options)
    {
        var errors = options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(" ", errors), nameof(options)); }
        (_folder, _options) = (folder, options);
    }

    /// <summary>Number of files opened so far.</summary>
    public int FilesOpened { get; private set; }

    /// <summary>Reads the EEG window of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="window">Receives uV, shape [20, T], T = <see cref="WindowOptions.SampleCount"/>; NaN where missing.</param>
    /// <exception cref="HmsDataException">The file is absent or broken, does not fill the window and the options refuse that, or ends before the window starts.</exception>
    public void ReadEeg(RecordingRow row, Span<float> window)
    {
        var needed = _options.SampleCount;
        var channels = Electrodes.HmsOrder.Count;
        RequireLength(window.Length, channels * needed);
        var eeg = LoadEeg(row.EegId);
        var start = RecordingLengths.EegStart(row, _options);
        var placement = Place(eeg.Path, _options.Position, start, needed, eeg.SampleCount);
        if (placement.Count < needed) { window.Fill(float.NaN); }
        for (var channel = 0; channel < channels; channel++)
        {
            eeg.Channel(channel).Slice(placement.Start, placement.Count).CopyTo(window[(channel * needed + placement.Offset)..]);
        }
    }

    /// <summary>Reads the spectrogram window of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="window">Receives uV^2/Hz, shape [rows, 400], rows = <see cref="WindowOptions.SpectrogramRows"/>; NaN where missing.</param>
    /// <exception cref="HmsDataException">The row names no spectrogram, the file is absent or broken, does not fill the window and the options refuse that, or ends before the window starts.</exception>
    public void ReadSpectrogram(RecordingRow row, Span<float> window)
    {
        const int width = SpectrogramFile.ColumnCount;
        var needed = _options.SpectrogramRows;
        RequireLength(window.Length, needed * width);
        var id = row.SpectrogramId ?? throw new HmsDataException(_folder.Root, $"EEG {row.EegId} has no spectrogram_id; this row cannot give a spectrogram.");
        var spectrogram = LoadSpectrogram(id);
        var start = RecordingLengths.SpectrogramStart(row);
        var placement = Place(spectrogram.Path, _options.SpectrogramPosition, start, needed, spectrogram.RowCount);
        if (placement.Count < needed) { window.Fill(float.NaN); }
        spectrogram.Values.Span.Slice(placement.Start * width, placement.Count * width).CopyTo(window[(placement.Offset * width)..]);
    }

    private EegRecording LoadEeg(long id)
    {
        if (_eeg is not null && _eegId == id) { return _eeg; }
        _eeg = null;
        _eeg = EegFile.Read(_folder.EegPath(id), ref _eegValues);
        _eegId = id;
        FilesOpened++;
        return _eeg;
    }

    private SpectrogramRecording LoadSpectrogram(long id)
    {
        if (_spectrogram is not null && _spectrogramId == id) { return _spectrogram; }
        _spectrogram = null;
        _spectrogram = SpectrogramFile.Read(_folder.SpectrogramPath(id), ref _spectrogramValues);
        _spectrogramId = id;
        FilesOpened++;
        return _spectrogram;
    }

    private WindowPlacement Place(string path, WindowPosition position, long labelledStart, int needed, int found)
    {
        if (WindowPlacement.DescribeStartOutside(position, labelledStart, found) is { } outside) { throw new HmsDataException(path, outside); }
        var shortage = WindowPlacement.DescribeShortage(position, labelledStart, needed, found);
        return shortage is null || _options.Short == ShortRecording.Pad
            ? WindowPlacement.Of(position, labelledStart, needed, found)
            : throw new HmsDataException(path, shortage + " Set the window's short recordings to \"pad\" (centred, NaN around), or leave this recording out.");
    }

    private static void RequireLength(int found, int needed)
    {
        if (found != needed) { throw new ArgumentException($"The window buffer holds {found} values; {needed} are needed."); }
    }
}
