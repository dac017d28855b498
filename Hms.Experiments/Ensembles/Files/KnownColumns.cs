namespace Hms.Experiments.Ensembles.Files;

/// <summary>Columns that mean something beside the classes.</summary>
internal static class KnownColumns
{
    /// <summary>Who a row belongs to.</summary>
    public static IReadOnlyList<string> Groups { get; } = ["patient_id", "patient", "subject_id", "subject", "group", "group_id"];

    /// <summary>In which fold a row is.</summary>
    public static IReadOnlyList<string> Folds { get; } = ["fold", "folds", "kfold", "fold_id", "cv_fold"];

    /// <summary>How many votes a row has.</summary>
    public static IReadOnlyList<string> VoteCounts { get; } = ["votes", "n_votes", "num_votes", "total_votes", "vote_count", "total_evaluators", "n_raters"];

    /// <summary>The EEG, several rows of which may be in a table.</summary>
    public const string Eeg = "eeg_id";

    /// <summary>The spectrogram, several rows of which may be in a table.</summary>
    public const string Spectrogram = "spectrogram_id";

    /// <summary>The number of a row within its EEG.</summary>
    public const string EegPart = "eeg_sub_id";

    /// <summary>What may identify rows, the surest first.</summary>
    public static IReadOnlyList<string[]> Keys { get; } =
        [["label_id"], ["row_id"], ["id"], [Eeg], [Eeg, EegPart], ["segment_id"], ["segment"], ["sample_id"], [Spectrogram], ["row"], ["index"], ["idx"], [""], ["unnamed: 0"]];

    /// <summary>All of them, and others that hold no probabilities.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(
        [.. Groups, .. Folds, .. VoteCounts, .. Keys.SelectMany(key => key), EegPart, "spectrogram_sub_id", "eeg_label_offset_seconds", "spectrogram_label_offset_seconds", "expert_consensus", "target", "label", "y", "weight"],
        StringComparer.OrdinalIgnoreCase);
}
