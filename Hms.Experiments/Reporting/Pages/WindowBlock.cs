namespace Hms.Experiments.Reporting.Pages;

/// <summary>One window: what the experts said beside what was predicted, and its pictures.</summary>
/// <param name="Title">Which window.</param>
/// <param name="Classes">Names of the classes.</param>
/// <param name="Votes">Share of votes of each, 0 to 1.</param>
/// <param name="Predictions">Named predictions, each with a probability for every class.</param>
/// <param name="Figures">Traces and spectrogram; empty where there are no recordings.</param>
/// <param name="Note">Why a picture is missing; empty for no reason.</param>
internal sealed record WindowBlock(
    string Title, IReadOnlyList<string> Classes, IReadOnlyList<float> Votes, IReadOnlyList<(string Name, IReadOnlyList<float> Values)> Predictions,
    IReadOnlyList<FigureBlock> Figures, string Note) : PageBlock;
