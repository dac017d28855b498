namespace Hms.Tuning.Analysis.Importance;

/// <summary>How much of the variance two parameters explain only together, beyond what each explains alone.</summary>
/// <param name="First">Name of a parameter.</param>
/// <param name="Second">Name of the other.</param>
/// <param name="Importance">In the unit of the single parameters.</param>
/// <param name="StandardDeviation">Spread over the trees of the forest, in the same unit.</param>
public sealed record PairImportance(string First, string Second, double Importance, double StandardDeviation);
