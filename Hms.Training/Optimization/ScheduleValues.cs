namespace Hms.Training.Optimization;

/// <summary>What a schedule sets for one optimiser step.</summary>
/// <param name="LearningRate">Learning rate of the step.</param>
/// <param name="Momentum">Momentum (SGD) or first beta (Adam, AdamW) of the step; null leaves the optimiser's own.</param>
public readonly record struct ScheduleValues(double LearningRate, double? Momentum = null);
