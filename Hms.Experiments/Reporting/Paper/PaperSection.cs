namespace Hms.Experiments.Reporting.Paper;

/// <summary>A part of the page: paragraphs, then a table, then a list.</summary>
/// <param name="Heading">Its heading; null for the page's beginning.</param>
/// <param name="Paragraphs">Plain text.</param>
internal sealed record PaperSection(string? Heading, IReadOnlyList<string> Paragraphs)
{
    /// <summary>A command line that the section shows; null for none.</summary>
    public string? Command { get; init; }

    /// <summary>The table; null for none.</summary>
    public PaperTable? Table { get; init; }

    /// <summary>List items below it, each a name and a text.</summary>
    public IReadOnlyList<(string Name, string Text)> Notes { get; init; } = [];
}
