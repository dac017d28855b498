namespace Hms.Experiments.Evaluation;

/// <summary>One model of a ranking.</summary>
/// <param name="Rank">Place, from 1.</param>
/// <param name="Name">Name of the model.</param>
/// <param name="Kl">Mean KL divergence over the common rows.</param>
/// <param name="BehindBest">How much the first model is better, row by row; null for the first.</param>
/// <param name="BestShare">Share of bootstrap resamples (patients drawn with their rows, the same for all models) in which this one is the best; null with too few patients.</param>
public sealed record RankedModel(int Rank, string Name, double Kl, PairedGain? BehindBest, double? BestShare);
