namespace Hms.Transforms.Steps.Values;

/// <summary>What datawide normalisation learns from the training rows about the values that are scaled together.</summary>
/// <param name="Mean">Mean of all values that are not NaN.</param>
/// <param name="StandardDeviation">Population standard deviation about that mean.</param>
/// <param name="Count">Number of values that are not NaN.</param>
public sealed record NormalizationStatistics(double Mean, double StandardDeviation, long Count);
