namespace Hms.Experiments.Ensembles;

/// <summary>One part of a cross-fit.</summary>
/// <param name="Rows">Rows that were judged.</param>
/// <param name="Fit">What was fitted to all other rows.</param>
/// <param name="Kl">Mean KL divergence of the judged rows.</param>
public sealed record CrossFitPart(IReadOnlyList<int> Rows, FittedCombination Fit, double Kl);
