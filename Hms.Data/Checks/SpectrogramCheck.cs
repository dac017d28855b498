using Hms.Data.Files;
using Hms.Data.Schemas;
using Hms.Data.Windows;

namespace Hms.Data.Checks;

/// <summary>Checks of one spectrogram file. Thread-safe.</summary>
internal sealed class SpectrogramCheck(HmsFolder folder)
{
    private static readonly WindowOptions Window = new();
    private static readonly float SmallestPower = (float)TableSchema.Spectrogram.Columns.Where(column => column.Type == ColumnType.Number).Max(column => column.Minimum ?? decimal.MinValue);

    /// <summary>Reads one spectrogram file whole.</summary>
    /// <param name="id">Id of the spectrogram.</param>
    /// <param name="lastOffsetSeconds">The largest offset of its windows.</param>
    public RecordingFacts Run(long id, double lastOffsetSeconds)
    {
        if (folder.FindSpectrogram(id) is not { } path)
        {
            return SignalFileCheck.Missing("missing-spectrogram", $"spectrogram {id} is in the tables, but neither train_spectrograms/{id}.parquet nor test_spectrograms/{id}.parquet exists.");
        }
        var file = SignalFileCheck.Relative(folder, path);
        if (SignalFileCheck.TryRead(() => SpectrogramFile.Read(path), file, out var facts) is not { } spectrogram) { return facts; }
        var (missing, bad, largest) = Extent(spectrogram.Values.Span);
        facts = new RecordingFacts
        {
            File = file,
            IsReadable = true,
            Values = spectrogram.Values.Length,
            Missing = missing,
            Content = largest > 0 ? SignalFileCheck.HashOf(spectrogram.Values.Span) : null,
        };
        var found = new Finder(facts, file);
        SignalFileCheck.ReportExtraColumns(path, found, TableSchema.Spectrogram);
        var needed = (long)Math.Floor(lastOffsetSeconds / SpectrogramFile.SecondsPerRow) + Window.SpectrogramRows;
        if (spectrogram.RowCount < needed) { found.Warning("short-spectrogram", $"{spectrogram.RowCount} rows; its windows need {needed}. Reading refuses it, or pads it where the window options say so."); }
        CheckTime(spectrogram, found);
        if (missing == facts.Values) { found.Warning("empty-spectrogram", "every cell is missing."); }
        else if (largest == 0) { found.Warning("zero-spectrogram", "every cell that is not missing is 0."); }
        if (bad > 0) { found.Warning("negative-power", $"{bad} cells hold negative or infinite power; a logarithm of them fails."); }
        return facts;
    }

    private static void CheckTime(SpectrogramRecording spectrogram, Finder found)
    {
        var odd = Enumerable.Range(1, spectrogram.RowCount - 1).Where(row => spectrogram.Times[row] - spectrogram.Times[row - 1] != SpectrogramFile.SecondsPerRow).ToList();
        if (odd.Count == 0) { return; }
        found.Warning("odd-time", $"time goes from {spectrogram.Times[odd[0] - 1]} to {spectrogram.Times[odd[0]]} (and in {odd.Count - 1} more places not by 2); rows are taken as 2 s apart.", odd[0] + 1, "time");
    }

    private static (long Missing, long Bad, float Largest) Extent(ReadOnlySpan<float> values)
    {
        var (missing, bad, largest) = (0L, 0L, 0f);
        foreach (var value in values)
        {
            if (float.IsNaN(value)) { missing++; }
            else
            {
                if (value < SmallestPower || float.IsInfinity(value)) { bad++; }
                largest = Math.Max(largest, Math.Abs(value));
            }
        }
        return (missing, bad, largest);
    }
}
