namespace Hms.Data.Checks;

/// <summary>The kinds of findings: stable codes, each with its title. docs/guide/data-check.md says of each what it means and what to do.</summary>
public static class FindingKinds
{
    private static readonly OrderedDictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["bad-table"] = "A table that cannot be read",
        ["bad-row"] = "Rows that reading refuses",
        ["duplicate-label"] = "A label_id used twice",
        ["duplicate-window"] = "The same window twice",
        ["duplicate-sub-id"] = "The same window number twice in an EEG",
        ["conflicting-votes"] = "The same window with different votes",
        ["consensus-differs"] = "expert_consensus is not the class with the most votes",
        ["unknown-consensus"] = "expert_consensus is no class",
        ["no-spectrogram-id"] = "EEGs without a spectrogram",
        ["votes-differ-within-eeg"] = "Windows of one EEG with different votes",
        ["overlapping-windows"] = "Windows that overlap",
        ["vote-counts"] = "Rows with few and with many votes",
        ["in-train-and-test"] = "EEGs or patients in both tables",
        ["missing-eeg"] = "EEGs without a file",
        ["missing-spectrogram"] = "Spectrograms without a file",
        ["unreferenced"] = "Files without a row",
        ["unreadable"] = "Files that cannot be read",
        ["extra-column"] = "Columns that are ignored",
        ["window-outside"] = "A window behind the end of its file",
        ["short-eeg"] = "EEGs shorter than a window",
        ["short-eegs"] = "How many EEGs are shorter than a window",
        ["short-spectrogram"] = "Spectrograms shorter than their windows",
        ["odd-time"] = "A time column with gaps or jumps",
        ["empty-eeg"] = "EEGs without any sample",
        ["mostly-missing"] = "EEGs with more than half of the samples missing",
        ["zero-eeg"] = "EEGs of zeros",
        ["flat-channel"] = "Channels that stand still",
        ["dead-channel"] = "A channel that is dead in most files",
        ["huge-amplitude"] = "Amplitudes no electrode has",
        ["wrong-unit"] = "Values that look like another unit than microvolts",
        ["wrong-rate"] = "Line noise at a frequency that no power line has",
        ["empty-spectrogram"] = "Spectrograms without any value",
        ["zero-spectrogram"] = "Spectrograms of zeros",
        ["negative-power"] = "Power below zero, or infinite",
        ["duplicate-recording"] = "Equal recordings under different ids",
        ["few-patients"] = "Too few patients for five folds",
        ["folds"] = "Five folds by patient",
        ["uneven-folds"] = "Folds of very different size",
        ["fold-file"] = "A fold file that does not fit",
        ["fold-leak"] = "Patients in several folds",
        ["class-shift"] = "A fold with other classes than the rest",
        ["vote-shift"] = "A fold with more or fewer votes than the rest",
    };

    /// <summary>All codes, tables first, then files, then folds.</summary>
    public static IReadOnlyList<string> Codes => Known.Keys;

    /// <summary>The title of a kind.</summary>
    /// <param name="code">Its code.</param>
    /// <exception cref="ArgumentException">There is no such code.</exception>
    public static string Title(string code) => Known.TryGetValue(code, out var title) ? title : throw new ArgumentException($"No kind of finding has the code {code}.", nameof(code));
}
