namespace Hms.Experiments.Configuration;

/// <summary>How much a diagnostic weighs.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Worth knowing; the file can be used.</summary>
    Warning,

    /// <summary>The file cannot be used.</summary>
    Error,
}
