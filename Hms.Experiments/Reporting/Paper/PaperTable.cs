namespace Hms.Experiments.Reporting.Paper;

/// <summary>A table of the page.</summary>
/// <param name="Headings">Names of the columns; one that begins with # is over numbers.</param>
/// <param name="Rows">Cells as plain text.</param>
internal sealed record PaperTable(IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows);
