namespace Hms.Experiments.Ensembles;

/// <summary>What an ensemble is worth: its single models, the plain mean, and what learning adds to it.</summary>
public sealed record EnsembleReport
{
    /// <summary>Votes from which a row counts as one of many votes: the competition's test rows have as many.</summary>
    public const int ManyVotes = 10;

    /// <summary>Rows judged.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows left out: not in all files, or with too few votes.</summary>
    public required int LeftOutRows { get; init; }

    /// <summary>Rows with many votes; null where vote counts are unknown.</summary>
    public int? ManyVotesRows { get; init; }

    /// <summary>Patients of the rows; null where unknown.</summary>
    public int? Patients { get; init; }

    /// <summary>Columns by which the files were joined.</summary>
    public required string Key { get; init; }

    /// <summary>How the rows are parted, and what standard errors go by.</summary>
    public required string Split { get; init; }

    /// <summary>The models, each alone.</summary>
    public required IReadOnlyList<SingleFigures> Singles { get; init; }

    /// <summary>The combinations, the plain mean first.</summary>
    public required IReadOnlyList<CombinationFigures> Combinations { get; init; }

    /// <summary>Which to use, and why, in a sentence or two.</summary>
    public required string Advice { get; init; }

    /// <summary>What a reader should know, each a sentence.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
