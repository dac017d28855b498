namespace Hms.Experiments.Ensembles.Files;

/// <summary>Columns that mean something beside the classes.</summary>
internal static class KnownColumns
{
    /// <summary>Who a row belongs to.</summary>
    public static IReadOnlyList<string> Groups { get; } = ["patient_id", "patient", "subject_id", "subject", "group", "group_id"];

    /// <summary>In which fold a row is.</summary>
    public static IReadOnlyList<string> Folds { get; } = ["fold", "folds", "kfold", "fold_id", "cv_fold"];

    /// <summary>How many votes a row has.</summary>
    public static IReadOnlyList<string> VoteCounts { get; } = ["votes", "n_votes", "num_votes", "total_votes", "vote_count", "total_evaluators", "n_raters", "sum_votes", "votes_sum"];

    /// <summary>The EEG, several rows of which may be in a table.</summary>
    public const string Eeg = "eeg_id";

    /// <summary>The spectrogram, several rows of which may be in a table.</summary>
    public const string Spectrogram = "spectrogram_id";

    /// <summary>The number of a row within its EEG.</summary>
    public const string EegPart = "eeg_sub_id";

    /// <summary>The number of a row within its spectrogram.</summary>
    public const string SpectrogramPart = "spectrogram_sub_id";

    /// <summary>Where a row's window lies in its EEG.</summary>
    private const string EegOffset = "eeg_label_offset_seconds";

    /// <summary>Where a row's window lies in its spectrogram.</summary>
    private const string SpectrogramOffset = "spectrogram_label_offset_seconds";

    /// <summary>Columns that number the rows of a file, and say nothing of what a row is.</summary>
    public static IReadOnlyList<string> RowNumbers { get; } = ["row", "index", "idx", "", "unnamed: 0"];

    /// <summary>What may identify rows, the surest first; numbers of rows last.</summary>
    public static IReadOnlyList<string[]> Keys { get; } =
    [
        ["label_id"], ["row_id"], ["id"], [Eeg], [Eeg, EegPart], [Eeg, EegOffset], ["segment_id"], ["segment"], ["sample_id"],
        [Spectrogram], [Spectrogram, SpectrogramPart], [Spectrogram, SpectrogramOffset], .. RowNumbers.Select(name => new[] { name }),
    ];

    /// <summary>All of them, and others that hold no probabilities.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(
        [.. Groups, .. Folds, .. VoteCounts, .. Keys.SelectMany(key => key), "expert_consensus", "target", "label", "y", "weight"],
        StringComparer.OrdinalIgnoreCase);
}
