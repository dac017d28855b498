namespace Hms.Experiments.Evaluation;

/// <summary>One bin of a reliability curve.</summary>
/// <param name="Low">Smallest prediction of the bin.</param>
/// <param name="High">Upper end; predictions below it belong to the bin (in the last one also those that equal it).</param>
/// <param name="Count">Predictions in the bin.</param>
/// <param name="MeanPrediction">Their mean.</param>
/// <param name="MeanVotes">Mean share of votes there.</param>
public sealed record ReliabilityBin(double Low, double High, int Count, double MeanPrediction, double MeanVotes);
