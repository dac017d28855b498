namespace Hms.Data.Views;

/// <summary>Which signals an <see cref="HmsDataView"/> offers; a file is opened only for a signal whose column a cursor asks for.</summary>
[Flags]
public enum RecordingColumns
{
    /// <summary>Ids and votes only.</summary>
    None = 0,

    /// <summary>The EEG window.</summary>
    Eeg = 1,

    /// <summary>The spectrogram window.</summary>
    Spectrogram = 2,
}
