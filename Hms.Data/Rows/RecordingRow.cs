namespace Hms.Data.Rows;

/// <summary>One row of learning or scoring: which files, which window, whose, and the votes.</summary>
public sealed record RecordingRow
{
    /// <summary>Id of the EEG file.</summary>
    public required long EegId { get; init; }

    /// <summary>Id of the spectrogram file; null where there is none.</summary>
    public long? SpectrogramId { get; init; }

    /// <summary>Id of the patient: the group of every split.</summary>
    public required long PatientId { get; init; }

    /// <summary>Id of the label row that gave the window; null for rows of test.csv.</summary>
    public long? LabelId { get; init; }

    /// <summary>Start of the labelled EEG window in its file, in s; 0 for rows of test.csv.</summary>
    public double EegOffsetSeconds { get; init; }

    /// <summary>Start of the labelled ten-minute window in the spectrogram file, in s; 0 for rows of test.csv.</summary>
    public double SpectrogramOffsetSeconds { get; init; }

    /// <summary>Six counts in the order of <see cref="VoteClasses.Names"/>, added over the label rows; null where unknown.</summary>
    public IReadOnlyList<double>? Votes { get; init; }

    /// <summary>The largest number of votes of one label row (windows of one EEG repeat the same votes, so a sum would count them many times); 0 where unknown.</summary>
    public int VoteCount { get; init; }

    /// <summary>The votes divided by their sum; six zeros where unknown.</summary>
    public double[] Distribution()
    {
        if (Votes is null) { return new double[VoteClasses.Count]; }
        var sum = Votes.Sum();
        return [.. Votes.Select(count => count / sum)];
    }
}
