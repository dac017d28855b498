using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Views;
using Hms.Data.Windows;

namespace Hms.Experiments.Running.Ensembles;

/// <summary>What a member has looked at for a prediction: the part of the files that it reads. Equal for two rows exactly where the model is given the same.</summary>
/// <param name="EegId">EEG; null where it reads none.</param>
/// <param name="EegOffsetSeconds">Start of the labelled window; 0 where the window does not depend on the label.</param>
/// <param name="SpectrogramId">Spectrogram; null where it reads none.</param>
/// <param name="SpectrogramStart">First row of the labelled window; 0 where the window does not depend on the label.</param>
internal readonly record struct MemberWindow(long? EegId, double EegOffsetSeconds, long? SpectrogramId, long SpectrogramStart)
{
    /// <summary>What a row shows to a member.</summary>
    /// <param name="row">The row.</param>
    /// <param name="windows">Which windows.</param>
    /// <param name="sources">What the member reads.</param>
    public static MemberWindow Of(RecordingRow row, WindowOptions windows, RecordingColumns sources)
    {
        var (eeg, spectrogram) = (sources.HasFlag(RecordingColumns.Eeg), sources.HasFlag(RecordingColumns.Spectrogram));
        return new MemberWindow(
            eeg ? row.EegId : null,
            eeg && windows.Position == WindowPosition.Labelled ? row.EegOffsetSeconds : 0,
            spectrogram ? row.SpectrogramId : null,
            spectrogram && windows.SpectrogramPosition == WindowPosition.Labelled ? (long)Math.Floor(row.SpectrogramOffsetSeconds / SpectrogramFile.SecondsPerRow) : 0);
    }
}
