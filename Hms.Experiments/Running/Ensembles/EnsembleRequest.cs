using Hms.Experiments.Configuration;

namespace Hms.Experiments.Running.Ensembles;

/// <summary>What an ensemble of experiments.json is run with.</summary>
/// <param name="File">Experiments file, as given.</param>
/// <param name="Ensemble">Name of the ensemble.</param>
/// <param name="Members">Folder of each member's completed run, by the member's name.</param>
/// <param name="Run">Folder of the ensemble's run.</param>
/// <param name="Cache">Whether anything may be kept on disk while it runs.</param>
internal sealed record EnsembleRequest(string File, string Ensemble, IReadOnlyDictionary<string, RunFolder> Members, RunFolder Run, CacheChoice Cache)
{
    /// <summary>Text of the experiments file as a run has recorded it, for a run that is repeated; null: it is read.</summary>
    public string? RecordedText { get; init; }

    /// <summary>Scale of the experiments file at which the members were run.</summary>
    public string Scale { get; init; } = ExperimentsResult.FullScale;
}
