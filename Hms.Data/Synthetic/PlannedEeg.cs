namespace Hms.Data.Synthetic;

/// <summary>An EEG file of a recording.</summary>
/// <param name="StartSeconds">Offset of its first window in the spectrogram file.</param>
/// <param name="WindowOffsets">Offsets of the windows in the EEG file, the first one 0.</param>
internal sealed record PlannedEeg(int StartSeconds, int[] WindowOffsets)
{
    private const int WindowSeconds = 50;

    public int DurationSeconds => WindowSeconds + WindowOffsets[^1];
}
