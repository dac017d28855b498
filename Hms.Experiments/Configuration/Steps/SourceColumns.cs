namespace Hms.Experiments.Configuration.Steps;

/// <summary>The columns that the data brings.</summary>
public static class SourceColumns
{
    /// <summary>The EEG, [20 electrodes, samples].</summary>
    public const string Eeg = "Eeg";

    /// <summary>The rows of a spectrogram file, [rows, 400].</summary>
    public const string Spectrogram = "Spectrogram";

    /// <summary>Both.</summary>
    public static IReadOnlyList<string> All { get; } = [Eeg, Spectrogram];
}
