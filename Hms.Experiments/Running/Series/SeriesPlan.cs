using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Pipelines;

namespace Hms.Experiments.Running.Series;

/// <summary>What a series runs, in order: members before the ensembles that need them, everything once.</summary>
/// <param name="Items">The items.</param>
/// <param name="Text">The experiments file's text.</param>
internal sealed record SeriesPlan(IReadOnlyList<SeriesItem> Items, string Text)
{
    /// <summary>Opens an experiments file and finds everything that is asked for; all problems are reported before any work.</summary>
    /// <param name="file">Path of the file, as given.</param>
    /// <param name="names">Experiments and ensembles; empty for all, in the file's order, ensembles last.</param>
    /// <param name="scale">Scale of the file.</param>
    /// <exception cref="DiagnosticsException">The file, or a pipeline, has problems.</exception>
    /// <exception cref="UserErrorException">The file has no such experiment, ensemble or scale.</exception>
    public static SeriesPlan Open(string file, IReadOnlyList<string> names, string scale)
    {
        var result = ExperimentsFile.Load(file);
        if (result.HasErrors) { throw new DiagnosticsException(result.Diagnostics); }
        string[] known = [.. result.Experiments.Keys, .. result.Ensembles.Keys];
        var items = new OrderedDictionary<string, SeriesItem>();
        var problems = new List<Diagnostic>();
        foreach (var name in names.Count == 0 ? known : names)
        {
            if (!known.Contains(name)) { throw new UserErrorException($"{file} has no experiment or ensemble \"{name}\"{Suggestions.Hint(Suggestions.Closest(name, known), known)}"); }
            foreach (var needed in result.Ensembles.TryGetValue(name, out var ensemble) ? [.. ensemble.Members, name] : (string[])[name])
            {
                if (items.ContainsKey(needed)) { continue; }
                items[needed] = needed == name && ensemble is not null ? OfEnsemble(name, ensemble) : OfExperiment(result, needed, scale, problems);
            }
        }
        return problems.Count == 0 ? new SeriesPlan([.. items.Values], result.Text) : throw new DiagnosticsException(problems);
    }

    /// <summary>All experiments and ensembles of the file, in its order; only these where another one has problems at this scale.</summary>
    /// <param name="request">The series.</param>
    public IReadOnlyList<SeriesItem> WithTheRestOf(SeriesRequest request)
    {
        try { return Open(request.File, [], request.Scale).Items; }
        catch (DiagnosticsException) { return Items; }
    }

    /// <summary>Folders of an ensemble's members.</summary>
    /// <param name="ensemble">The ensemble.</param>
    /// <param name="request">Where runs lie.</param>
    public static IReadOnlyDictionary<string, RunFolder> MembersOf(EnsembleSettings ensemble, SeriesRequest request) => ensemble.Members.ToDictionary(name => name, request.RunOf);

    private static SeriesItem OfEnsemble(string name, EnsembleSettings ensemble) => new(name, SeriesKind.Ensemble) { Ensemble = ensemble, Paper = ensemble.Paper };

    private static SeriesItem OfExperiment(ExperimentsResult result, string name, string scale, List<Diagnostic> problems)
    {
        var experiment = result.Find(name, scale);
        problems.AddRange(PipelineCheck.Run(experiment));
        var settings = RunSession.FixedSettings(experiment);
        var trainings = (settings.Sweep.Folds ?? settings.Folds.FoldCount ?? 1) * (experiment.HasRanges ? settings.Sweep.Trials : 1);
        return new SeriesItem(name, experiment.HasRanges ? SeriesKind.Sweep : SeriesKind.Training)
        {
            Experiment = experiment,
            Paper = settings.Paper,
            Weight = trainings * (settings.Model.Learner is null ? settings.Training.CountEpochs() : LearnerWeight),
        };
    }

    /// <summary>A learner of features is done in a fraction of one epoch of a network.</summary>
    private const double LearnerWeight = 0.1;
}
