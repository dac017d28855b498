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
}
