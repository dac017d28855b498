namespace Hms.Tuning.Tuners.CmaEs;

/// <summary>All that the next generation of one group of parameters is drawn from.</summary>
/// <param name="Gaussian">Distribution of the numeric parameters; null where the group has none.</param>
/// <param name="Categories">Probabilities of the categorical parameters.</param>
/// <param name="Population">Trials of this generation.</param>
/// <param name="Run">Which run this is.</param>
/// <param name="Extremes">Best and worst value of each generation of this run so far, the youngest last; as many as the stopping rule needs.</param>
internal sealed record CmaState(CmaGaussian? Gaussian, CmaCategories Categories, int Population, CmaRun Run, IReadOnlyList<(double Best, double Worst)> Extremes);
