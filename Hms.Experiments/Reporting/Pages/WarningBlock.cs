namespace Hms.Experiments.Reporting.Pages;

/// <summary>What limits the figures of a report, in a box.</summary>
/// <param name="Title">Heading of the box.</param>
/// <param name="Sentences">One or more sentences.</param>
internal sealed record WarningBlock(string Title, IReadOnlyList<string> Sentences) : PageBlock;
