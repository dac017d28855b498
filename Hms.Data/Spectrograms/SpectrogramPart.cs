using Hms.Data.Files;
using Hms.Signal.Spectra;

namespace Hms.Data.Spectrograms;

/// <summary>Where an EEG lies in a spectrogram file: sample s of the EEG is at (s + Shift) / 200 s of the file.</summary>
/// <param name="EegId">Id of the EEG.</param>
/// <param name="Path">Its file.</param>
/// <param name="Samples">Its length.</param>
/// <param name="Shift">Samples from the start of the spectrogram file to that of the EEG; may be negative.</param>
internal sealed record SpectrogramPart(long EegId, string Path, int Samples, long Shift)
{
    /// <summary>Middle of the labelled window after its start, in s: 25 s, or half of an EEG that is shorter than 50 s.</summary>
    /// <param name="samples">Length of the EEG.</param>
    public static double CentreSeconds(int samples) => Math.Min(25, samples / 2.0 / EegFile.SampleRateHz);

    /// <summary>The rows of a file whose 4 s lie inside the EEG: row k is [2k - 1, 2k + 3) s.</summary>
    /// <param name="rows">Rows of the file.</param>
    /// <returns>First row and number of rows; (0, 0) where there is none.</returns>
    public (int First, int Count) RowsInside(int rows)
    {
        const int Hop = CompetitionSpectrogram.HopSamples, Lead = Hop / 2;
        var first = Math.Max(0, CeilingDivide(Shift + Lead, Hop));
        var last = Math.Min(rows - 1, (long)Math.Floor((Samples - CompetitionSpectrogram.WindowSamples + Shift + Lead) / (double)Hop));
        return last < first ? (0, 0) : ((int)first, (int)(last - first + 1));
    }

    /// <summary>First sample of a row's window.</summary>
    public int StartOf(int row) => checked((int)((long)row * CompetitionSpectrogram.HopSamples - CompetitionSpectrogram.HopSamples / 2 - Shift));

    private static long CeilingDivide(long value, long divisor) => (long)Math.Ceiling(value / (double)divisor);
}
