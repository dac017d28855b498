using Hms.Experiments.Evaluation;

namespace Hms.Experiments.Ensembles;

/// <summary>One model alone.</summary>
/// <param name="Name">Name of the model.</param>
/// <param name="Kl">Mean KL divergence over all rows.</param>
/// <param name="ManyVotesKl">The same over rows of many votes; null where vote counts are unknown or no row has many.</param>
/// <param name="GainOverMean">Paired gain over the plain mean of all models; negative where the mean is better.</param>
public sealed record SingleFigures(string Name, double Kl, double? ManyVotesKl, PairedGain GainOverMean);
