using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;

namespace Hms.Experiments.Running.Series;

/// <summary>One experiment or ensemble of a series.</summary>
/// <param name="Name">Its name in the experiments file.</param>
/// <param name="Kind">How it is run.</param>
internal sealed record SeriesItem(string Name, SeriesKind Kind)
{
    /// <summary>The experiment at the scale of the series; null for an ensemble.</summary>
    public ResolvedExperiment? Experiment { get; init; }

    /// <summary>The ensemble; null for an experiment.</summary>
    public EnsembleSettings? Ensemble { get; init; }

    /// <summary>What it reproduces; null for nothing.</summary>
    public PaperSettings? Paper { get; init; }

    /// <summary>Relative cost: rows of trainings that it passes, in folds x epochs x trials; 0 for an ensemble, which trains no member: its time is told from ensembles.</summary>
    public double Weight { get; init; }
}
