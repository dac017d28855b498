namespace Hms.Experiments.Reporting.Pages;

/// <summary>Text of a machine, line by line as it is.</summary>
/// <param name="Text">The text.</param>
internal sealed record CodeBlock(string Text) : PageBlock;
