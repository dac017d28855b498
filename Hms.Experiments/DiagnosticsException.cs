using Hms.Experiments.Configuration;

namespace Hms.Experiments;

/// <summary>An experiments file has problems; all of them are listed. Exit code 2.</summary>
public sealed class DiagnosticsException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="diagnostics">All problems, in the order of the file.</param>
    public DiagnosticsException(IReadOnlyList<Diagnostic> diagnostics)
        : base($"{diagnostics.Count} problem{(diagnostics.Count == 1 ? "" : "s")} found; nothing was run.") => Diagnostics = diagnostics;

    /// <summary>All problems.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }
}
