namespace Hms.Data.Files;

/// <summary>One row of train.csv: the votes on one 50 s window.</summary>
public sealed record LabelRow
{
    /// <summary>Id of the EEG file.</summary>
    public required long EegId { get; init; }

    /// <summary>Number of the window within its EEG file.</summary>
    public int EegSubId { get; init; }

    /// <summary>Start of the window in the EEG file, in s.</summary>
    public double EegOffsetSeconds { get; init; }

    /// <summary>Id of the spectrogram file; null where the cell is empty.</summary>
    public long? SpectrogramId { get; init; }

    /// <summary>Number of the window within its spectrogram file.</summary>
    public int SpectrogramSubId { get; init; }

    /// <summary>Start of the ten-minute window in the spectrogram file, in s; one file row holds 2 s.</summary>
    public double SpectrogramOffsetSeconds { get; init; }

    /// <summary>Id of this row.</summary>
    public long LabelId { get; init; }

    /// <summary>Id of the patient: the group of every split.</summary>
    public required long PatientId { get; init; }

    /// <summary>The name of the majority's class, as written in the file.</summary>
    public string ExpertConsensus { get; init; } = "";

    /// <summary>Six counts in the order of <see cref="VoteClasses.Names"/>; their sum is at least 1.</summary>
    public required IReadOnlyList<int> Votes { get; init; }

    /// <summary>Number of votes.</summary>
    public int VoteCount => Votes.Sum();
}
