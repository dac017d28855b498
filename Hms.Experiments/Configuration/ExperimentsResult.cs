using Hms.Experiments.Configuration.Resolution;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Syntax;
using Hms.Experiments.Pipelines;

namespace Hms.Experiments.Configuration;

/// <summary>What an experiments file says, or everything that is wrong with it.</summary>
public sealed class ExperimentsResult
{
    /// <summary>The scale that is always there: experiments as they are declared.</summary>
    public const string FullScale = "full";

    private readonly IReadOnlyDictionary<string, SyntaxObject> _scales;

    internal ExperimentsResult(
        string file, string text, IReadOnlyList<Diagnostic> diagnostics, IReadOnlyDictionary<string, ResolvedExperiment> experiments,
        IReadOnlyDictionary<string, EnsembleSettings> ensembles, IReadOnlyDictionary<string, SyntaxObject> scales)
    {
        Ensembles = ensembles;
        _scales = scales;
        Scales = scales.ToDictionary(pair => pair.Key, pair => ScaleOf(pair.Value));
        File = file;
        Text = text;
        Diagnostics = diagnostics;
        Experiments = experiments;
    }

    /// <summary>Name of the file as it was given.</summary>
    public string File { get; }

    /// <summary>The text as it was read; empty where it could not be.</summary>
    public string Text { get; }

    /// <summary>All problems, in file order.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Whether the file cannot be used.</summary>
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>The experiments by name, in file order; empty where the file has errors.</summary>
    public IReadOnlyDictionary<string, ResolvedExperiment> Experiments { get; }

    /// <summary>The ensembles by name, in file order; empty where the file has errors.</summary>
    public IReadOnlyDictionary<string, EnsembleSettings> Ensembles { get; }

    /// <summary>The scales by name, in file order, without <see cref="FullScale"/>; empty where the file has errors.</summary>
    public IReadOnlyDictionary<string, ScaleSettings> Scales { get; }

    /// <summary>An experiment at a scale.</summary>
    /// <param name="name">Name of an experiment of this file.</param>
    /// <param name="scale">Name of a scale of this file, or <see cref="FullScale"/>.</param>
    /// <exception cref="UserErrorException">The file has no such experiment or scale.</exception>
    /// <exception cref="DiagnosticsException">The smaller experiment contradicts itself.</exception>
    public ResolvedExperiment Find(string name, string scale)
    {
        if (!Experiments.TryGetValue(name, out var experiment))
        {
            string[] names = [.. Experiments.Keys];
            throw new UserErrorException($"{File} has no experiment \"{name}\"{Suggestions.Hint(Suggestions.Closest(name, names), names)}");
        }
        if (scale == FullScale) { return experiment; }
        if (!_scales.TryGetValue(scale, out var written))
        {
            string[] known = [FullScale, .. _scales.Keys];
            throw new UserErrorException($"{File} has no scale \"{scale}\"{Suggestions.Hint(Suggestions.Closest(scale, known), known)}");
        }
        return ExperimentsFile.Resolve(name, new ScaleApplier(written, Scales[scale]).Apply(experiment.Tree, PipelineCheck.FirstSettings(experiment)));
    }

    /// <summary>What goes wrong where an experiment is made smaller, of all experiments and scales.</summary>
    internal IEnumerable<Diagnostic> CheckScales()
    {
        foreach (var (name, scale) in Experiments.Keys.SelectMany(name => _scales.Keys.Select(scale => (name, scale))))
        {
            IReadOnlyList<Diagnostic> problems;
            try { problems = [.. PipelineCheck.Run(Find(name, scale))]; }
            catch (DiagnosticsException exception) { problems = exception.Diagnostics; }
            foreach (var problem in problems) { yield return problem with { Message = $"at scale \"{scale}\": {problem.Message}" }; }
        }
    }

    private static ScaleSettings ScaleOf(SyntaxObject written) => (ScaleSettings)new SettingsBinder(node => node).BindObject(written, Shapes.ShapeCatalog.OfRecord(typeof(ScaleSettings)));
}
