namespace Hms.Data.Checks;

/// <summary>What a data set holds and what is odd about it.</summary>
public sealed record DataCheckReport
{
    /// <summary>The folder.</summary>
    public required string Root { get; init; }

    /// <summary>Rows of train.csv.</summary>
    public int LabelRows { get; init; }

    /// <summary>Rows of test.csv.</summary>
    public int TestRows { get; init; }

    /// <summary>Different EEGs in the tables.</summary>
    public int Eegs { get; init; }

    /// <summary>Different spectrograms in the tables.</summary>
    public int Spectrograms { get; init; }

    /// <summary>Different patients in the tables.</summary>
    public int Patients { get; init; }

    /// <summary>EEG files that could be read.</summary>
    public int ReadableEegs { get; init; }

    /// <summary>Spectrogram files that could be read.</summary>
    public int ReadableSpectrograms { get; init; }

    /// <summary>Share of missing (NaN) samples over all readable EEGs, 0 to 1.</summary>
    public double EegNaNShare { get; init; }

    /// <summary>Share of missing (NaN) cells over all readable spectrograms, 0 to 1.</summary>
    public double SpectrogramNaNShare { get; init; }

    /// <summary>Mean vote distribution over the label rows' EEGs, in the order of <see cref="VoteClasses.Names"/>; empty without labels.</summary>
    public IReadOnlyList<double> MeanVotes { get; init; } = [];

    /// <summary>Rows of train.csv with ten votes or more.</summary>
    public int RowsWithManyVotes { get; init; }

    /// <summary>The EEG channels in the order of the files; empty where no EEG could be read.</summary>
    public IReadOnlyList<ChannelSummary> Channels { get; init; } = [];

    /// <summary>How large the EEGs are; null where nothing can be told.</summary>
    public AmplitudeRange? AmplitudeMicrovolts { get; init; }

    /// <summary>Where the folds come from: the fold file, or "groupKFold"; null where there are none.</summary>
    public string? FoldSource { get; init; }

    /// <summary>The folds; empty where there are none.</summary>
    public IReadOnlyList<FoldSummary> Folds { get; init; } = [];

    /// <summary>The largest class shift of a fold that 95 of 100 random splits of these patients stay below: what chance alone brings; null where there are no folds.</summary>
    public double? ClassShiftByChance { get; init; }

    /// <summary>Number of errors, listed or not.</summary>
    public int Errors { get; init; }

    /// <summary>Number of warnings, listed or not.</summary>
    public int Warnings { get; init; }

    /// <summary>How many findings there are of each kind, listed or not.</summary>
    public required IReadOnlyDictionary<string, int> Counts { get; init; }

    /// <summary>Everything found: errors first, then warnings, then infos; of each kind the first, then how many more there are.</summary>
    public required IReadOnlyList<DataFinding> Findings { get; init; }

    /// <summary>True where reading the set will fail somewhere.</summary>
    public bool HasErrors => Errors > 0;
}
