namespace Hms.Tuning.Studies;

/// <summary>Thrown by an objective to end its trial as pruned, after <see cref="TuningTrial.ShouldPrune"/> said so. The trial's last report is kept as its value.</summary>
public sealed class TrialPrunedException() : Exception("The trial was pruned.");
