namespace Hms.Experiments.Configuration;

/// <summary>One problem of an experiments file: rule, value and next step, with the place where it was written.</summary>
/// <param name="Code">Code of <see cref="DiagnosticCodes"/>, for example <c>HMS112</c>.</param>
/// <param name="Severity">Error or warning.</param>
/// <param name="Location">File, line, column and JSON pointer.</param>
/// <param name="Message">The whole sentence, suggestion included.</param>
/// <param name="Value">The offending value as it was written; null where none applies.</param>
/// <param name="Suggestion">The name that was probably meant; null where none is near.</param>
public sealed record Diagnostic(string Code, DiagnosticSeverity Severity, SourceLocation Location, string Message, string? Value = null, string? Suggestion = null)
{
    /// <summary>Name of the file.</summary>
    public string File => Location.File;

    /// <summary>Line, from 1.</summary>
    public int Line => Location.Line;

    /// <summary>Column, from 1.</summary>
    public int Column => Location.Column;

    /// <summary>JSON pointer of the value; empty for the whole file.</summary>
    public string Pointer => Location.Pointer;

    /// <summary>An error at a place.</summary>
    /// <param name="code">Code of <see cref="DiagnosticCodes"/>.</param>
    /// <param name="location">Where.</param>
    /// <param name="message">Rule, value, next step.</param>
    /// <param name="value">The offending value as it was written.</param>
    /// <param name="suggestion">The name that was probably meant.</param>
    public static Diagnostic Error(string code, SourceLocation location, string message, string? value = null, string? suggestion = null) =>
        new(code, DiagnosticSeverity.Error, location, message, value, suggestion);

    /// <summary>One line: <c>experiments.json:12:9: error HMS112 at /experiments/x/model/network: message</c>.</summary>
    public override string ToString()
    {
        var place = Pointer.Length == 0 ? string.Empty : $" at {Pointer}";
        return $"{Location}: {(Severity == DiagnosticSeverity.Error ? "error" : "warning")} {Code}{place}: {Message}";
    }
}
