namespace Hms.Experiments.Configuration;

/// <summary>Collects diagnostics; the same problem seen through several experiments counts once.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _items = [];
    private readonly HashSet<Diagnostic> _seen = [];

    /// <summary>Whether any error was added.</summary>
    public bool HasErrors => _items.Any(item => item.Severity == DiagnosticSeverity.Error);

    /// <summary>Adds an error.</summary>
    public void Error(string code, SourceLocation location, string message, string? value = null, string? suggestion = null)
    {
        var diagnostic = Diagnostic.Error(code, location, message, value, suggestion);
        if (_seen.Add(diagnostic)) { _items.Add(diagnostic); }
    }

    /// <summary>All problems in file order.</summary>
    public IReadOnlyList<Diagnostic> InFileOrder() =>
        [.. _items.OrderBy(item => item.Line).ThenBy(item => item.Column).ThenBy(item => item.Code, StringComparer.Ordinal).ThenBy(item => item.Message, StringComparer.Ordinal)];
}
