namespace Hms.Experiments.Evaluation;

/// <summary>Figures of one class.</summary>
/// <param name="Name">Name of the class.</param>
/// <param name="Rows">Rows whose consensus it is.</param>
/// <param name="KlPart">The class's part of the KL: mean over all rows of y ln(y/p); the parts add up to the KL.</param>
/// <param name="ConsensusKl">Mean KL of the rows whose consensus it is; null where there are none.</param>
/// <param name="Recall">Share of those rows that are predicted as this class; null where there are none.</param>
/// <param name="Precision">Share of the rows predicted as this class whose consensus it is; null where none is predicted.</param>
/// <param name="MeanVotes">Mean share of votes over all rows.</param>
/// <param name="MeanPrediction">Mean prediction over all rows.</param>
public sealed record ClassFigures(string Name, int Rows, double KlPart, double? ConsensusKl, double? Recall, double? Precision, double MeanVotes, double MeanPrediction);
