using Hms.Training;

namespace Hms.Experiments.Running.Racing;

/// <summary>What <c>hms race</c> was asked for.</summary>
/// <param name="File">Experiments file, as given.</param>
/// <param name="Experiments">Names of the candidates, two at least, each once.</param>
/// <param name="Root">Folder of the data set, or null for what the file declares.</param>
/// <param name="Folder">Full path of the race's folder: each candidate's run lies in a folder of its name.</param>
/// <param name="Z">How many standard errors behind the best a candidate may be.</param>
/// <param name="Cache">Where features are kept.</param>
internal sealed record RaceRequest(string File, IReadOnlyList<string> Experiments, string? Root, string Folder, double Z, CacheChoice Cache)
{
    /// <summary>Where to train, in place of what the experiments declare; null for that.</summary>
    public TrainingDevice? Device { get; init; }

    /// <summary>Scale of the experiments file at which the candidates run.</summary>
    public string Scale { get; init; } = Configuration.ExperimentsResult.FullScale;

    /// <summary>File of the outcome.</summary>
    public string OutcomeFile => Path.Combine(Folder, "race.json");

    /// <summary>The training of one candidate: what <c>hms train</c> would do in that folder; synthetic data lie beside the folders, once for all.</summary>
    /// <param name="experiment">Its name.</param>
    public TrainingRequest Training(string experiment) =>
        new(File, experiment, Root, new RunFolder(Path.Combine(Folder, experiment)) { SharedData = Path.Combine(Folder, "synthetic-data") }, Cache) { Device = Device, Scale = Scale };
}
