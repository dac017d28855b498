namespace Hms.Experiments.Reporting.Pages;

/// <summary>A report, before it becomes HTML or Markdown.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="About">One or two sentences below the heading; empty for none.</param>
/// <param name="Blocks">Its parts in order.</param>
internal sealed record ReportPage(string Title, string About, IReadOnlyList<PageBlock> Blocks);
