using Hms.Experiments.Evaluation;

namespace Hms.Experiments.Ensembles;

/// <summary>One combination of all models.</summary>
/// <param name="Name">Name of the combination.</param>
/// <param name="CrossFittedKl">Mean KL divergence, each row judged by a fit to the other parts.</param>
/// <param name="OptimisticInSampleKl">The same of the fit to all rows on the rows it was fitted to: optimistic.</param>
/// <param name="ManyVotesKl">The cross-fitted figure over rows of many votes; null where vote counts are unknown or no row has many.</param>
/// <param name="GainOverMean">Paired cross-fitted gain over the plain mean.</param>
/// <param name="GainInterval">Bootstrap interval of that gain.</param>
/// <param name="Ridge">Strength of the pull toward equal weights, or toward no calibration, in the fit to all rows; null where there is none.</param>
/// <param name="Parameters">What was fitted, and how it varies over the parts.</param>
public sealed record CombinationFigures(
    string Name, double CrossFittedKl, double OptimisticInSampleKl, double? ManyVotesKl, PairedGain GainOverMean, BootstrapInterval? GainInterval, double? Ridge, IReadOnlyList<ParameterSpread> Parameters);
