using Hms.Training;

namespace Hms.Experiments.Running;

/// <summary>What <c>hms sweep</c> was asked for.</summary>
/// <param name="File">Experiments file, as given.</param>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Root">Folder of the data set, or null for what the file declares.</param>
/// <param name="Trials">Number of trials, or null for what the experiment declares.</param>
/// <param name="Run">Folder of the run.</param>
/// <param name="Resume">Go on with an existing study.</param>
/// <param name="WarmStart">Folder of an earlier sweep whose trials the tuner learns from, or null.</param>
/// <param name="Cache">Where features are kept.</param>
internal sealed record SweepRequest(string File, string Experiment, string? Root, int? Trials, RunFolder Run, bool Resume, RunFolder? WarmStart, CacheChoice Cache)
{
    /// <summary>Where to train, in place of what the experiment declares; null for that.</summary>
    public TrainingDevice? Device { get; init; }

    /// <summary>The record of the run that this one repeats: its text, data, weights and folds are used, others refused; null for a run of its own.</summary>
    public RunRecord? Repeats { get; init; }

    /// <summary>Scale of the experiments file at which the experiment runs.</summary>
    public string Scale { get; init; } = Configuration.ExperimentsResult.FullScale;
}
