namespace Hms.Experiments.Configuration;

/// <summary>What an experiments file says, or everything that is wrong with it.</summary>
public sealed class ExperimentsResult
{
    internal ExperimentsResult(string file, string text, IReadOnlyList<Diagnostic> diagnostics, IReadOnlyDictionary<string, ResolvedExperiment> experiments)
    {
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
}
