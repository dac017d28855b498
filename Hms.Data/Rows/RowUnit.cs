namespace Hms.Data.Rows;

/// <summary>What one row of learning or scoring is.</summary>
public enum RowUnit
{
    /// <summary>One EEG file.</summary>
    Eeg,

    /// <summary>One spectrogram file (the paper's choice).</summary>
    Spectrogram,

    /// <summary>One row of train.csv; windows of one EEG overlap and repeat the same votes.</summary>
    Row,
}
