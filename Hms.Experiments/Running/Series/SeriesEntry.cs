namespace Hms.Experiments.Running.Series;

/// <summary>What became of one item of a series.</summary>
/// <param name="Name">Experiment or ensemble.</param>
/// <param name="Kind">How it is run.</param>
/// <param name="State">How it ended.</param>
/// <param name="Seconds">Time that its run took, over all starts; with its scoring.</param>
internal sealed record SeriesEntry(string Name, SeriesKind Kind, SeriesState State, double Seconds)
{
    /// <summary>Why it failed; null where it did not.</summary>
    public string? Problem { get; init; }

    /// <summary>Mean KL over all held-out rows; null where it failed.</summary>
    public double? Kl { get; init; }

    /// <summary>The same over rows with many votes; null where there are none.</summary>
    public double? HighVotesKl { get; init; }

    /// <summary>KL of each fold's class prior on the same rows.</summary>
    public double? PriorKl { get; init; }

    /// <summary>Held-out rows.</summary>
    public int? Rows { get; init; }

    /// <summary>Their patients.</summary>
    public int? Patients { get; init; }

    /// <summary>EEGs that the exported model has scored into submission.csv.</summary>
    public int? ScoredEegs { get; init; }
}
