namespace Hms.Experiments.Ensembles.Files;

/// <summary>Which files an ensemble is read from, and how.</summary>
public sealed record EnsembleSource
{
    /// <summary>A file of out-of-fold predictions for each model.</summary>
    public required IReadOnlyList<string> Predictions { get; init; }

    /// <summary>File of the votes; null: the files of predictions hold them too.</summary>
    public string? Truth { get; init; }

    /// <summary>File of the patient or the fold of each row; null: the other files may hold them.</summary>
    public string? Groups { get; init; }

    /// <summary>Parts of the patients to cross-fit by, which leaves folds of the files aside; null: the folds of the files, else 5 parts.</summary>
    public int? Parts { get; init; }

    /// <summary>Fewest votes of a row that is used; default 0.</summary>
    public int MinVotes { get; init; }

    /// <summary>What to do where files do not have the same rows; default refuse.</summary>
    public RowMatch Match { get; init; }

    /// <summary>What to do with rows of probabilities that do not sum to 1; default refuse.</summary>
    public RowSums Sums { get; init; }

    /// <summary>What to do where neither patients nor folds are known; default refuse.</summary>
    public UnknownGroups UnknownGroups { get; init; }
}
