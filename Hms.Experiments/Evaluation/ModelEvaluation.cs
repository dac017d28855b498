namespace Hms.Experiments.Evaluation;

/// <summary>Everything that held-out predictions say of a model.</summary>
/// <param name="All">Figures over all rows.</param>
/// <param name="HighVotes">Figures over the rows with many votes; null where there are none.</param>
/// <param name="HighVoteThreshold">Smallest number of votes of those rows.</param>
/// <param name="Classes">Figures of each class, in the order of the vote columns.</param>
/// <param name="Confusion">Rows counted by consensus (the class with most votes; of equal ones the first) and by most probable class: [consensus][predicted].</param>
/// <param name="Reliability">How often what was predicted came true: over all classes first (named "all"), then class by class.</param>
public sealed record ModelEvaluation(
    ScoreFigures All, ScoreFigures? HighVotes, double HighVoteThreshold,
    IReadOnlyList<ClassFigures> Classes, IReadOnlyList<IReadOnlyList<int>> Confusion, IReadOnlyList<ReliabilityCurve> Reliability);
