namespace Hms.Experiments.Configuration.Settings;

/// <summary>What one row of learning is.</summary>
public enum RowsUnit
{
    /// <summary>One row per EEG.</summary>
    Eeg,

    /// <summary>One row per spectrogram.</summary>
    Spectrogram,

    /// <summary>One row per row of the label table.</summary>
    Row,
}
