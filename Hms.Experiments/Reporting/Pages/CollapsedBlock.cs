namespace Hms.Experiments.Reporting.Pages;

/// <summary>What is shown when the reader asks for it.</summary>
/// <param name="Summary">The line that is always there.</param>
/// <param name="Blocks">What is below it.</param>
internal sealed record CollapsedBlock(string Summary, IReadOnlyList<PageBlock> Blocks) : PageBlock;
