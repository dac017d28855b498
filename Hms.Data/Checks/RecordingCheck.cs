using System.Globalization;
using Hms.Data.Files;
using Hms.Data.Windows;
using Hms.Signal.Montages;

namespace Hms.Data.Checks;

/// <summary>Checks of the signal files.</summary>
internal sealed class RecordingCheck(HmsFolder folder, FindingList findings)
{
    private const double HugeMicrovolts = 10_000;
    private const double FlatShareWarned = 0.5;
    private static readonly WindowOptions Window = new();

    private long _eegNaN;
    private long _eegTotal;
    private long _spectrogramNaN;
    private long _spectrogramTotal;

    public int ReadableEegs { get; private set; }

    public int ShortEegs { get; private set; }

    public int ReadableSpectrograms { get; private set; }

    public double EegNaNShare => _eegTotal == 0 ? 0 : (double)_eegNaN / _eegTotal;

    public double SpectrogramNaNShare => _spectrogramTotal == 0 ? 0 : (double)_spectrogramNaN / _spectrogramTotal;

    /// <summary>Reads one EEG file whole.</summary>
    /// <param name="id">Id of the EEG.</param>
    /// <param name="lastOffsetSeconds">The largest offset of its windows.</param>
    public void Eeg(long id, double lastOffsetSeconds)
    {
        if (folder.FindEeg(id) is not { } path)
        {
            findings.Error("missing-eeg", null, $"EEG {id} is in the tables, but neither train_eegs/{id}.parquet nor test_eegs/{id}.parquet exists.");
            return;
        }
        var file = Relative(path);
        if (Read(() => EegFile.Read(path), file) is not { } eeg) { return; }
        ReadableEegs++;
        ReportExtraColumns(path, file, Electrodes.HmsOrder);
        var needed = (long)Math.Round(lastOffsetSeconds * EegFile.SampleRateHz) + Window.SampleCount;
        if (eeg.SampleCount < Window.SampleCount)
        {
            ShortEegs++;
            findings.Warning("short-eeg", file, $"{eeg.SampleCount} rows ({Seconds(eeg.SampleCount)} s); a window of 50 s needs {Window.SampleCount}. Reading refuses it, or pads it where the window options say so.");
        }
        else if (eeg.SampleCount < needed)
        {
            findings.Error("window-outside", file, $"{eeg.SampleCount} rows, but a labelled window at {lastOffsetSeconds.ToString(CultureInfo.InvariantCulture)} s needs {needed}.");
        }
        CheckValues(eeg, file);
    }

    /// <summary>Reads one spectrogram file whole.</summary>
    /// <param name="id">Id of the spectrogram.</param>
    /// <param name="lastOffsetSeconds">The largest offset of its windows.</param>
    public void Spectrogram(long id, double lastOffsetSeconds)
    {
        if (folder.FindSpectrogram(id) is not { } path)
        {
            findings.Error("missing-spectrogram", null, $"spectrogram {id} is in the tables, but neither train_spectrograms/{id}.parquet nor test_spectrograms/{id}.parquet exists.");
            return;
        }
        var file = Relative(path);
        if (Read(() => SpectrogramFile.Read(path), file) is not { } spectrogram) { return; }
        ReadableSpectrograms++;
        ReportExtraColumns(path, file, ["time", .. SpectrogramFile.Columns]);
        var needed = (int)Math.Floor(lastOffsetSeconds / SpectrogramFile.SecondsPerRow) + Window.SpectrogramRows;
        if (spectrogram.RowCount < needed) { findings.Warning("short-spectrogram", file, $"{spectrogram.RowCount} rows; its windows need {needed}. Reading refuses it, or pads it where the window options say so."); }
        var step = Enumerable.Range(1, spectrogram.RowCount - 1).FirstOrDefault(row => spectrogram.Times[row] - spectrogram.Times[row - 1] != SpectrogramFile.SecondsPerRow);
        if (step > 0) { findings.Warning("odd-time", file, $"time goes from {spectrogram.Times[step - 1]} to {spectrogram.Times[step]}; rows are taken as 2 s apart.", step + 1, "time"); }
        var missing = CountNaN(spectrogram.Values.Span);
        _spectrogramNaN += missing;
        _spectrogramTotal += spectrogram.Values.Length;
        if (missing == spectrogram.Values.Length) { findings.Warning("empty-spectrogram", file, "every cell is missing."); }
        if (HasNegative(spectrogram.Values.Span)) { findings.Warning("negative-power", file, "holds negative or infinite power; a logarithm of it fails."); }
    }

    private static bool HasNegative(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (value < 0 || float.IsInfinity(value)) { return true; }
        }
        return false;
    }

    private void CheckValues(EegRecording eeg, string file)
    {
        var missing = CountNaN(eeg.Values.Span);
        _eegNaN += missing;
        _eegTotal += eeg.Values.Length;
        var flat = new List<string>();
        var huge = new List<string>();
        for (var channel = 0; channel < Electrodes.HmsOrder.Count; channel++)
        {
            var (largest, zeroShare) = Extent(eeg.Channel(channel));
            if (largest > HugeMicrovolts) { huge.Add(string.Create(CultureInfo.InvariantCulture, $"{Electrodes.HmsOrder[channel]} {largest:0}")); }
            if (zeroShare > FlatShareWarned) { flat.Add(Electrodes.HmsOrder[channel]); }
        }
        if (missing == eeg.Values.Length) { findings.Warning("empty-eeg", file, "every sample is missing."); }
        else if (missing * 2 > eeg.Values.Length) { findings.Warning("mostly-missing", file, string.Create(CultureInfo.InvariantCulture, $"{100.0 * missing / eeg.Values.Length:0.0} % of the samples are missing.")); }
        if (huge.Count > 0) { findings.Warning("huge-amplitude", file, $"more than {HugeMicrovolts:0} uV in {string.Join(", ", huge)}; are the values microvolts?"); }
        if (flat.Count > 0) { findings.Info("flat-channel", file, $"mostly missing or the same value again and again: {string.Join(", ", flat)}."); }
    }

    /// <summary>The largest magnitude, and the share of samples that are missing or repeat the one before.</summary>
    private static (float Largest, double FlatShare) Extent(ReadOnlySpan<float> samples)
    {
        var largest = 0f;
        var same = 0;
        for (var i = 0; i < samples.Length; i++)
        {
            if (float.IsNaN(samples[i]) || (i > 0 && samples[i] == samples[i - 1])) { same++; }
            largest = Math.Max(largest, float.IsNaN(samples[i]) ? 0 : Math.Abs(samples[i]));
        }
        return (largest, (double)same / samples.Length);
    }

    private void ReportExtraColumns(string path, string file, IReadOnlyList<string> known)
    {
        using var table = ParquetTable.Open(path, EegFile.MaximumSamples);
        var extra = table.Fields.Select(field => field.Path.ToString()).Where(name => !known.Contains(name)).ToList();
        if (extra.Count > 0) { findings.Warning("extra-column", file, $"has columns that are ignored: {string.Join(", ", extra.Take(5))}{(extra.Count > 5 ? $" and {extra.Count - 5} more" : "")}."); }
    }

    private T? Read<T>(Func<T> read, string file) where T : class
    {
        try
        {
            return read();
        }
        catch (HmsDataException error)
        {
            findings.Error("unreadable", file, error.Message);
            return null;
        }
    }

    private static long CountNaN(ReadOnlySpan<float> values)
    {
        var count = 0L;
        foreach (var value in values)
        {
            if (float.IsNaN(value)) { count++; }
        }
        return count;
    }

    private string Relative(string path) => Path.GetRelativePath(folder.Root, path).Replace('\\', '/');

    private static string Seconds(int samples) => (samples / (double)EegFile.SampleRateHz).ToString("0.##", CultureInfo.InvariantCulture);
}
