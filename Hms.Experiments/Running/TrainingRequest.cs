using Hms.Training;

namespace Hms.Experiments.Running;

/// <summary>What <c>hms train</c> was asked for.</summary>
/// <param name="File">Experiments file, as given.</param>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Root">Folder of the data set, or null for what the file declares.</param>
/// <param name="Run">Folder of the run.</param>
/// <param name="Cache">Where features are kept.</param>
internal sealed record TrainingRequest(string File, string Experiment, string? Root, RunFolder Run, CacheChoice Cache)
{
    /// <summary>Where to train, in place of what the experiment declares; null for that.</summary>
    public TrainingDevice? Device { get; init; }

    /// <summary>The record of the run that this one repeats: its text, data, weights and folds are used, others refused; null for a run of its own.</summary>
    public RunRecord? Repeats { get; init; }

    /// <summary>Scale of the experiments file at which the experiment runs.</summary>
    public string Scale { get; init; } = Configuration.ExperimentsResult.FullScale;
}
