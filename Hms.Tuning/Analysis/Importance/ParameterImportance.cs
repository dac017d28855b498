namespace Hms.Tuning.Analysis.Importance;

/// <summary>How much one parameter matters.</summary>
/// <param name="Name">Name of the parameter.</param>
/// <param name="Importance">The larger the more; 0 for a parameter with a single value.</param>
/// <param name="StandardDeviation">Spread over the trees of the forest, in the same unit; null for PED-ANOVA.</param>
/// <param name="TrialCount">Trials that had the parameter.</param>
public sealed record ParameterImportance(string Name, double Importance, double? StandardDeviation, int TrialCount);
