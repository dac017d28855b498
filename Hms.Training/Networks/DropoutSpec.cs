namespace Hms.Training.Networks;

/// <summary>Dropout in training (the kept values are scaled by 1 / (1 - Probability)); nothing in scoring.</summary>
/// <param name="Probability">Probability that a value is set to 0, in [0, 1).</param>
public sealed record DropoutSpec(double Probability) : LayerSpec;
