namespace Hms.Experiments.Reporting.Pages;

/// <summary>Figures, two beside one another where the page is wide enough.</summary>
/// <param name="Figures">The figures.</param>
internal sealed record FigureGridBlock(IReadOnlyList<FigureBlock> Figures) : PageBlock;
