using Hms.Training;

namespace Hms.Experiments.Running;

/// <summary>How a run is carried out; none of it decides what is learnt, but that another device gives other last bits.</summary>
internal sealed record SessionOptions
{
    /// <summary>Folder of the temporary files.</summary>
    public required string TemporaryFolder { get; init; }

    /// <summary>Where features are kept.</summary>
    public required CacheChoice Cache { get; init; }

    /// <summary>Where to train, in place of what the experiment declares; null for that.</summary>
    public TrainingDevice? Device { get; init; }

    /// <summary>The file of weights as the run has recorded it, for a run that goes on: another file is refused; null at its beginning.</summary>
    public WeightsFile? Weights { get; init; }

    /// <summary>Hash of the data as the run has recorded it, for a run that is repeated: other data are refused; null otherwise.</summary>
    public string? DataHash { get; init; }

    /// <summary>SHA-256 of the folds as the run has recorded them, for a run that goes on: a fold file is then read from the run's folder, and other folds are refused; null at its beginning.</summary>
    public string? FoldsSha256 { get; init; }
}
