namespace Hms.Experiments.Evaluation;

/// <summary>Predictions in bins of equal width beside the votes that came.</summary>
/// <param name="Name">Name of the class, or "all".</param>
/// <param name="Bins">The bins that have predictions, by rising prediction.</param>
/// <param name="CalibrationError">Mean over predictions of the distance between the bin's mean prediction and mean votes (expected calibration error).</param>
public sealed record ReliabilityCurve(string Name, IReadOnlyList<ReliabilityBin> Bins, double CalibrationError);
