using Hms.Data.Files;
using Hms.Signal.Spectra;

namespace Hms.Experiments.Reporting.Recordings;

/// <summary>A spectrogram of the four regions over some time.</summary>
/// <param name="Title">Where it comes from.</param>
/// <param name="Values">uV^2/Hz, shape [rows, 400].</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="FirstSeconds">Time of the first row's centre.</param>
/// <param name="StepSeconds">Time from row to row.</param>
/// <param name="TimeName">What the times count from.</param>
internal sealed record SpectrogramView(string Title, float[] Values, int Rows, double FirstSeconds, double StepSeconds, string TimeName)
{
    private const double FineStepSeconds = 0.5;

    /// <summary>The 50 s window, in the times of the view; null where it is not known.</summary>
    public (double Start, double End)? Window { get; init; }

    /// <summary>The 10 s that the experts judged; null where they are not known.</summary>
    public (double Start, double End)? Labelled { get; init; }

    /// <summary>The ten minutes of a spectrogram file about the labelled window.</summary>
    /// <param name="id">Id of the spectrogram.</param>
    /// <param name="file">The file.</param>
    /// <param name="label">Row of train.csv; null shows the first ten minutes.</param>
    public static SpectrogramView OfFile(long id, SpectrogramRecording file, LabelRow? label)
    {
        const int Rows = (int)LabelledPart.SpectrogramSeconds / SpectrogramFile.SecondsPerRow;
        var first = Math.Min((int)(label?.SpectrogramOffsetSeconds ?? 0) / SpectrogramFile.SecondsPerRow, file.RowCount - 1);
        var rows = Math.Min(Rows, file.RowCount - first);
        var values = file.Values.Slice(first * SpectrogramFile.ColumnCount, rows * SpectrogramFile.ColumnCount).ToArray();
        var centre = (label?.SpectrogramOffsetSeconds ?? 0) + LabelledPart.SpectrogramSeconds / 2;
        return new SpectrogramView($"spectrogram file {id}", values, rows, first * SpectrogramFile.SecondsPerRow + 1, SpectrogramFile.SecondsPerRow, "s of the spectrogram file")
        {
            Window = label is null ? null : (centre - LabelledPart.WindowSeconds / 2, centre + LabelledPart.WindowSeconds / 2),
            Labelled = label is null ? null : (centre - LabelledPart.Seconds / 2, centre + LabelledPart.Seconds / 2),
        };
    }

    /// <summary>The same kind of spectrogram, made from the EEG, but with a row every 0.5 s: of the window, or of the page where that is longer.</summary>
    /// <param name="page">The page.</param>
    /// <param name="recording">Its file.</param>
    /// <returns>Null where no window of 4 s fits into the EEG.</returns>
    public static SpectrogramView? OfEeg(EegPage page, EegRecording recording)
    {
        const int Rate = EegFile.SampleRateHz, Fine = (int)(FineStepSeconds * Rate), Phases = CompetitionSpectrogram.HopSamples / Fine;
        var seconds = Math.Min(page.DurationSeconds, Math.Max(page.Seconds, LabelledPart.WindowSeconds));
        var start = Math.Clamp(page.StartSeconds + page.Seconds / 2 - seconds / 2, 0, page.DurationSeconds - seconds);
        var (from, samples) = ((int)Math.Round(start * Rate), (int)Math.Round(seconds * Rate));
        var rows = samples < CompetitionSpectrogram.WindowSamples ? 0 : 1 + (samples - CompetitionSpectrogram.WindowSamples) / Fine;
        if (rows == 0) { return null; }
        var part = new float[samples * (recording.Values.Length / recording.SampleCount)];
        for (var channel = 0; channel < part.Length / samples; channel++) { recording.Channel(channel).Slice(from, samples).CopyTo(part.AsSpan(channel * samples, samples)); }
        var values = new float[rows * CompetitionSpectrogram.ColumnCount];
        for (var phase = 0; phase < Math.Min(Phases, rows); phase++)
        {
            var every = new float[(1 + (rows - 1 - phase) / Phases) * CompetitionSpectrogram.ColumnCount];
            CompetitionSpectrogram.ComputeWindows(part, samples, phase * Fine, every, CompetitionPrefilter.Apply);
            for (var i = 0; i < every.Length / CompetitionSpectrogram.ColumnCount; i++)
            {
                every.AsSpan(i * CompetitionSpectrogram.ColumnCount, CompetitionSpectrogram.ColumnCount).CopyTo(values.AsSpan((i * Phases + phase) * CompetitionSpectrogram.ColumnCount));
            }
        }
        const double HalfWindow = CompetitionSpectrogram.WindowSamples / 2.0 / Rate;
        return new SpectrogramView("made from the EEG, column every 0.5 s", values, rows, start + HalfWindow, FineStepSeconds, "s of the EEG file") { Window = page.Window, Labelled = page.Labelled };
    }
}
