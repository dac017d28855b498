namespace Hms.Experiments.Reporting.Pages;

/// <summary>Some sentences.</summary>
/// <param name="Text">The sentences.</param>
internal sealed record ParagraphBlock(string Text) : PageBlock;
