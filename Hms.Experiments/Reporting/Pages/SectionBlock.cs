namespace Hms.Experiments.Reporting.Pages;

/// <summary>A part of a report with a heading of its own.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Blocks">What stands below it.</param>
/// <param name="Level">Depth of the heading: 2, or 3 within another section.</param>
internal sealed record SectionBlock(string Title, IReadOnlyList<PageBlock> Blocks, int Level = 2) : PageBlock;
