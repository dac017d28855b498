using Hms.Training;

namespace Hms.Experiments.Running.Series;

/// <summary>What <c>hms run</c> was asked for.</summary>
/// <param name="File">Experiments file, as given.</param>
/// <param name="Names">Experiments and ensembles to run; empty for all of the file.</param>
/// <param name="Scale">Scale of the experiments file.</param>
/// <param name="Root">Folder of the data set, or null for what the file declares.</param>
/// <param name="Folder">Full path of the folder in which each run has a folder of its name.</param>
/// <param name="Cache">Where features are kept.</param>
internal sealed record SeriesRequest(string File, IReadOnlyList<string> Names, string Scale, string? Root, string Folder, CacheChoice Cache)
{
    /// <summary>Where to train, in place of what the experiments declare; null for that.</summary>
    public TrainingDevice? Device { get; init; }

    /// <summary>The folder of one run.</summary>
    /// <param name="name">Experiment or ensemble.</param>
    public RunFolder RunOf(string name) => new(Path.Combine(Folder, name));
}
