namespace Hms.Training.Networks;

/// <summary>Values of one weight tensor in plain memory.</summary>
/// <param name="Shape">Dimensions.</param>
/// <param name="Values">Values, row-major.</param>
public sealed record WeightTensor(IReadOnlyList<long> Shape, float[] Values);
