using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Views;
using Hms.Data.Windows;
using Hms.Signal.Montages;
using Microsoft.ML.Data;

namespace Hms.Benchmarks.Data;

/// <summary>A data set, read once through by Parquet.Net alone, by our file readers and by our view.</summary>
internal sealed class DataSet
{
    private readonly HmsFolder _folder;
    private readonly IReadOnlyList<RecordingRow> _rows;
    private readonly RawParquet _rawEeg = new(Electrodes.HmsOrder);
    private readonly RawParquet _rawSpectrogram = new(SpectrogramFile.Columns);

    /// <summary>One row for each EEG file; only those with a spectrogram where both are read.</summary>
    public DataSet(string name, string root, RecordingColumns columns)
    {
        (Name, Columns) = ($"{name}, {(columns == RecordingColumns.Eeg ? "EEG" : "EEG and spectrogram")}", columns);
        _folder = HmsFolder.Open(root);
        var rows = RowTable.FromLabels(_folder.ReadLabels(), RowUnit.Eeg, VoteAggregation.Sum);
        _rows = columns == RecordingColumns.Eeg ? rows : [.. rows.Where(row => row.SpectrogramId is not null).DistinctBy(row => row.SpectrogramId)];
    }

    public string Name { get; }

    public RecordingColumns Columns { get; }

    public int Files => _rows.Count * (Columns == RecordingColumns.Eeg ? 1 : 2);

    public int Rows => _rows.Count;

    /// <summary>Reads all files by Parquet.Net alone; returns the number of floats.</summary>
    public long Raw() => Sum(_rawEeg.Read, _rawSpectrogram.Read);

    /// <summary>Reads all files by <see cref="EegFile"/> and <see cref="SpectrogramFile"/>, each into new memory.</summary>
    public long Ours() => Sum(path => EegFile.Read(path).Values.Length, path => SpectrogramFile.Read(path).Values.Length);

    /// <summary>Reads all rows by one cursor: every file, and the window out of it.</summary>
    public long View()
    {
        var view = new HmsDataView(_folder, _rows, new WindowOptions { Short = ShortRecording.Pad }, Columns);
        using var cursor = view.GetRowCursor(view.Schema);
        var eeg = cursor.GetGetter<VBuffer<float>>(view.Schema[HmsDataView.EegColumn]);
        var spectrogram = Columns == RecordingColumns.Eeg ? null : cursor.GetGetter<VBuffer<float>>(view.Schema[HmsDataView.SpectrogramColumn]);
        var (first, second, count) = (default(VBuffer<float>), default(VBuffer<float>), 0L);
        while (cursor.MoveNext())
        {
            eeg(ref first);
            spectrogram?.Invoke(ref second);
            count++;
        }
        return count;
    }

    /// <summary>Every value of every file, ours against Parquet.Net's, bit for bit; NaN is ours for null.</summary>
    public void RequireEqual()
    {
        foreach (var row in _rows)
        {
            var eeg = EegFile.Read(_folder.EegPath(row.EegId));
            _rawEeg.Read(eeg.Path);
            for (var channel = 0; channel < Electrodes.HmsOrder.Count; channel++) { RequireEqual(eeg.Path, eeg.Channel(channel), 1, _rawEeg, channel); }
            if (Columns == RecordingColumns.Eeg) { continue; }
            var spectrogram = SpectrogramFile.Read(_folder.SpectrogramPath(row.SpectrogramId!.Value));
            _rawSpectrogram.Read(spectrogram.Path);
            for (var column = 0; column < SpectrogramFile.ColumnCount; column++) { RequireEqual(spectrogram.Path, spectrogram.Values.Span[column..], SpectrogramFile.ColumnCount, _rawSpectrogram, column); }
        }
    }

    private static void RequireEqual(string path, ReadOnlySpan<float> ours, int step, RawParquet raw, int column)
    {
        var values = raw.Column(column);
        var levels = raw.Levels(column);
        var next = 0;
        for (var row = 0; row < raw.Rows; row++)
        {
            var expected = levels[row] == 1 ? values[next++] : float.NaN;
            if (!ours[row * step].Equals(expected)) { throw new InvalidOperationException($"{path}: row {row} of column {column} is {ours[row * step]} by us, {expected} by Parquet.Net; not timed."); }
        }
    }

    private long Sum(Func<string, long> eeg, Func<string, long> spectrogram)
    {
        var count = 0L;
        foreach (var row in _rows)
        {
            count += eeg(_folder.EegPath(row.EegId));
            if (Columns != RecordingColumns.Eeg) { count += spectrogram(_folder.SpectrogramPath(row.SpectrogramId!.Value)); }
        }
        return count;
    }
}
