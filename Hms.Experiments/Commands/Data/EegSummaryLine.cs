namespace Hms.Experiments.Commands.Data;

/// <summary>One mains frequency.</summary>
/// <param name="FrequencyHz">50 or 60.</param>
/// <param name="MedianDecibels">Power at the line over that around it, median of the derivations.</param>
/// <param name="StrongestChannel">The derivation to which the line adds most.</param>
/// <param name="StrongestDecibels">Power at the line over that around it, there.</param>
/// <param name="StrongestMicrovoltsRms">What the line adds there, in uV.</param>
internal sealed record EegSummaryLine(double FrequencyHz, double MedianDecibels, string StrongestChannel, double StrongestDecibels, double StrongestMicrovoltsRms);
