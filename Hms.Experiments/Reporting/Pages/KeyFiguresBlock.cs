namespace Hms.Experiments.Reporting.Pages;

/// <summary>The figures that a reader looks for first.</summary>
/// <param name="Caption">What they are figures of.</param>
/// <param name="Figures">The figures.</param>
internal sealed record KeyFiguresBlock(string Caption, IReadOnlyList<KeyFigure> Figures) : PageBlock;
